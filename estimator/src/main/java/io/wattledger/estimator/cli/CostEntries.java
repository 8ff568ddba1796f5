package io.wattledger.estimator.cli;

import io.wattledger.estimator.CostRow;
import io.wattledger.estimator.Estimate;
import io.wattledger.estimator.HostShare;
import io.wattledger.estimator.Joules;
import io.wattledger.estimator.OperatingPoint;
import io.wattledger.estimator.Rate;
import io.wattledger.estimator.Term;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The section {@code costs} of a catalogue file. */
final class CostEntries {

    static final List<String> KEYS =
            List.of("model", "gpu", "method", "measuredAt", "source", "sourceDate", "calibratedOn", "operatingPoints");

    /** Whether the host's share is to be added, by where the joules were measured. */
    private static final Map<String, Boolean> WITHOUT_HOST = Map.of("accelerator", true, "server", false);

    private static final List<String> POINT_KEYS = List.of("batch", "energyJoules");
    private static final List<String> RANGE_KEYS = List.of("low", "central", "high");
    private static final Map<String, Rate> RATES = new LinkedHashMap<>();

    static {
        RATES.put("perInference", Rate.INFERENCE);
        RATES.put("perInputToken", Rate.INPUT_TOKEN);
        RATES.put("perCachedInputToken", Rate.CACHED_INPUT_TOKEN);
        RATES.put("perOutputToken", Rate.OUTPUT_TOKEN);
    }

    private final List<CostRow> rows = new ArrayList<>();
    private final Map<String, String> places = new HashMap<>();

    List<CostRow> rows() {
        return rows;
    }

    void add(YamlMap entry) {
        Optional<String> model = Fields.name(entry, "model");
        Optional<String> gpu = Fields.name(entry, "gpu");
        Optional<String> method = entry.has("method") ? entry.text("method") : Optional.of("measured");
        boolean withoutHost = entry.parsed(
                        "measuredAt",
                        text -> Optional.ofNullable(WITHOUT_HOST.get(text)),
                        "must be accelerator, whose host's share is added, or server")
                .orElse(false);
        Optional<String> source = entry.required("source");
        Optional<String> date = Fields.sourceDate(entry);
        Optional<String> calibratedOn = entry.text("calibratedOn");
        Map<Integer, OperatingPoint> points = points(entry);
        if (model.isPresent()
                && gpu.isPresent()
                && method.isPresent()
                && source.isPresent()
                && date.isPresent()
                && !points.isEmpty()) {
            String key = model.get() + "|" + gpu.get();
            String other = places.putIfAbsent(key, entry.place());
            if (other != null) {
                entry.problem(key + " is also at " + other + "; remove one");
            }
            String from = "%s, %s".formatted(source.get(), date.get());
            var ordered = List.copyOf(points.values());
            CostRow row =
                    new CostRow(model.get(), gpu.get(), method.get(), calibratedOn, ordered, terms(ordered, from));
            rows.add(withoutHost ? HostShare.added(row) : row);
        }
    }

    private static Map<Integer, OperatingPoint> points(YamlMap entry) {
        Map<Integer, OperatingPoint> points = new LinkedHashMap<>();
        List<YamlMap> given = entry.maps("operatingPoints", POINT_KEYS);
        if (given.isEmpty()) {
            entry.problem("operatingPoints", "needs at least one; the first is for requests of unknown batch size");
        }
        for (YamlMap point : given) {
            if (!point.has("batch")) {
                point.problem("batch", "missing; add it");
            }
            int batch = (int) point.whole("batch", 1).orElse(0);
            Optional<YamlMap> energy = point.map("energyJoules", List.copyOf(RATES.keySet()));
            Map<Rate, Estimate<Joules>> rates = new EnumMap<>(Rate.class);
            energy.ifPresent(fields -> RATES.forEach(
                    (key, rate) -> estimate(fields, key).ifPresent(estimate -> rates.put(rate, estimate))));
            energy.filter(fields -> RATES.keySet().stream().noneMatch(fields::has))
                    .ifPresent(fields -> fields.problem("needs at least one of " + String.join(", ", RATES.keySet())));
            if (batch > 0 && points.putIfAbsent(batch, point(batch, rates)) != null) {
                point.problem("batch", batch + " comes twice in this entry; remove one");
            }
        }
        return points;
    }

    private static OperatingPoint point(int batch, Map<Rate, Estimate<Joules>> rates) {
        Estimate<Joules> none = Estimate.exactly(new Joules(0));
        return new OperatingPoint(
                batch,
                rates.getOrDefault(Rate.INFERENCE, none),
                rates.getOrDefault(Rate.INPUT_TOKEN, none),
                rates.getOrDefault(Rate.CACHED_INPUT_TOKEN, none),
                rates.getOrDefault(Rate.OUTPUT_TOKEN, none));
    }

    private static Optional<Estimate<Joules>> estimate(YamlMap energy, String key) {
        if (!energy.has(key)) {
            return Optional.empty();
        }
        if (!energy.isMap(key)) {
            OptionalDouble value = energy.number(key, 0);
            return value.isPresent()
                    ? Optional.of(Estimate.exactly(new Joules(value.getAsDouble())))
                    : Optional.empty();
        }
        YamlMap range = energy.map(key, RANGE_KEYS).orElseThrow();
        OptionalDouble low = range.number("low", 0);
        OptionalDouble central = range.number("central", 0);
        OptionalDouble high = range.number("high", 0);
        if (low.isEmpty() || central.isEmpty() || high.isEmpty()) {
            return Optional.empty();
        }
        if (low.getAsDouble() > central.getAsDouble() || central.getAsDouble() > high.getAsDouble()) {
            range.problem("low, central and high must be in ascending order");
            return Optional.empty();
        }
        return Optional.of(new Estimate<>(
                new Joules(low.getAsDouble()), new Joules(central.getAsDouble()), new Joules(high.getAsDouble())));
    }

    private static List<Term> terms(List<OperatingPoint> points, String source) {
        List<Term> terms = new ArrayList<>();
        for (OperatingPoint point : points) {
            for (Rate rate : Rate.values()) {
                double central = point.per(rate).central().value();
                if (central > 0) {
                    String name = "energy per %s, batch size %d"
                            .formatted(rate.label().replace('_', ' '), point.batchSize());
                    terms.add(new Term(name, central, "J", source));
                }
            }
        }
        return terms;
    }
}
