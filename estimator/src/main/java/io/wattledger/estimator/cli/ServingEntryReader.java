package io.wattledger.estimator.cli;

import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.Spread;
import io.wattledger.estimator.WeightFormat;
import io.wattledger.estimator.catalogue.GpuCatalogue;
import io.wattledger.estimator.serving.ServingCalibration;
import io.wattledger.estimator.serving.ServingCalibration.Source;
import io.wattledger.estimator.serving.ServingTerm;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;

/** The entry of a coefficients file that 'wattledger calibrate' writes. */
final class ServingEntryReader {

    static final List<String> KEYS = List.of(
            "kind",
            "fittedOn",
            "stack",
            "source",
            "sources",
            "rows",
            "coefficients",
            "ranges",
            "gpus",
            "formats",
            "batchSizes");

    private static final List<String> TERMS =
            Arrays.stream(ServingTerm.values()).map(ServingTerm::label).toList();

    private ServingEntryReader() {}

    /** The calibration, if nothing is wrong with the entry; what is wrong is noted. */
    static Optional<ServingCalibration> read(YamlMap entry) {
        Optional<LocalDate> fittedOn = EntryFields.date(entry, "fittedOn");
        Optional<String> stack = entry.required("stack");
        entry.required("source");
        entry.number("rows", rows -> rows >= 1, "of 1 or more");
        List<Source> sources = sources(entry);
        Map<ServingTerm, Double> coefficients = coefficients(entry);
        Optional<YamlMap> ranges = entry.map("ranges", List.of("known", "derived"));
        Optional<Spread> known = ranges.flatMap(map -> EntryFields.spread(map, "known"));
        Optional<Spread> derived = ranges.flatMap(map -> EntryFields.spread(map, "derived"));
        Set<String> gpus = texts(
                entry, "gpus", text -> GpuCatalogue.bundled().require(text).name());
        Set<WeightFormat> formats = texts(entry, "formats", WeightFormat::of);
        Optional<YamlMap> batches = entry.map("batchSizes", List.of("least", "most"));
        OptionalDouble least =
                batches.map(map -> EntryFields.positive(map, "least")).orElse(OptionalDouble.empty());
        OptionalDouble most =
                batches.map(map -> EntryFields.positive(map, "most")).orElse(OptionalDouble.empty());
        if (!entry.sound()) {
            return Optional.empty();
        }
        return entry.make(() -> new ServingCalibration(
                coefficients,
                known.orElseThrow(),
                derived.orElseThrow(),
                fittedOn.orElseThrow(),
                stack.orElseThrow(),
                sources,
                gpus,
                formats,
                least.orElseThrow(),
                most.orElseThrow()));
    }

    private static List<Source> sources(YamlMap entry) {
        List<Source> sources = new ArrayList<>();
        entry.needed("sources");
        for (YamlMap source : entry.maps("sources", List.of("name", "rows", "stack", "factor"))) {
            Optional<String> name = source.required("name");
            OptionalDouble rows = source.number("rows", count -> count >= 1, "of 1 or more");
            Optional<String> stack = source.required("stack");
            OptionalDouble factor = EntryFields.positive(source, "factor");
            if (source.sound()) {
                sources.add(new Source(
                        name.orElseThrow(), (int) rows.orElseThrow(), stack.orElseThrow(), factor.orElseThrow()));
            }
        }
        return sources;
    }

    private static Map<ServingTerm, Double> coefficients(YamlMap entry) {
        Map<ServingTerm, Double> coefficients = new EnumMap<>(ServingTerm.class);
        entry.map("coefficients", TERMS).ifPresent(map -> {
            for (ServingTerm term : ServingTerm.values()) {
                map.number(term.label(), value -> value >= 0, "of 0 or more")
                        .ifPresent(value -> coefficients.put(term, value));
            }
        });
        return coefficients;
    }

    private static <T> Set<T> texts(YamlMap entry, String key, Function<String, T> reader) {
        Set<T> read = new LinkedHashSet<>();
        entry.needed(key).ifPresent(list -> {
            for (YamlValue item : list.items()) {
                item.text().ifPresent(text -> {
                    try {
                        read.add(reader.apply(text));
                    } catch (EstimateException e) {
                        item.problem(String.valueOf(e.getMessage()));
                    }
                });
            }
        });
        return read;
    }
}
