package io.wattledger.estimator.cli;

import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.Spread;
import io.wattledger.estimator.catalogue.GpuCatalogue;
import io.wattledger.estimator.network.Family;
import io.wattledger.estimator.vision.ActivationLaw;
import io.wattledger.estimator.vision.ImageWork;
import io.wattledger.estimator.vision.VisionCalibration;
import io.wattledger.estimator.vision.VisionCalibration.Fitted;
import io.wattledger.estimator.vision.VisionCalibration.Source;
import io.wattledger.estimator.vision.VisionConstants;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** The entry of a coefficients file that 'wattledger calibrate' writes for vision models. */
final class VisionEntryReader {

    static final List<String> KEYS =
            List.of("kind", "fittedOn", "stack", "source", "sources", "rows", "batch", "activations", "gpus", "other");

    private static final List<String> FITTED = List.of("arithmetic", "memory", "launchSeconds", "ranges");
    private static final List<String> FITTED_GPU =
            Stream.concat(Stream.of("gpu"), FITTED.stream()).toList();
    private static final List<String> FAMILIES =
            ImageWork.families().stream().map(Family::label).toList();

    private VisionEntryReader() {}

    /** The calibration, if nothing is wrong with the entry; what is wrong is noted. */
    static Optional<VisionCalibration> read(YamlMap entry) {
        Optional<LocalDate> fittedOn = EntryFields.date(entry, "fittedOn");
        Optional<String> stack = entry.required("stack");
        entry.required("source");
        entry.number("rows", rows -> rows >= 1, "of 1 or more");
        List<Source> sources = sources(entry);
        OptionalDouble batch = entry.number(
                "batch",
                count -> count >= 1 && count == Math.rint(count) && count <= Integer.MAX_VALUE,
                "of 1 or more, whole");
        Map<Family, ActivationLaw> activations = byFamily(entry, "activations", VisionEntryReader::law);
        Map<String, Fitted> gpus = gpus(entry);
        Optional<Fitted> other = entry.map("other", FITTED).flatMap(VisionEntryReader::fitted);
        if (!entry.sound()) {
            return Optional.empty();
        }
        return entry.make(() -> new VisionCalibration(
                gpus, other.orElseThrow(), activations, fittedOn.orElseThrow(), stack.orElseThrow(), sources, (int)
                        batch.orElseThrow()));
    }

    private static List<Source> sources(YamlMap entry) {
        List<Source> sources = new ArrayList<>();
        entry.needed("sources");
        for (YamlMap source : entry.maps("sources", List.of("name", "gpu", "rows"))) {
            Optional<String> name = source.required("name");
            Optional<String> gpu = source.required("gpu");
            OptionalDouble rows = source.number("rows", count -> count >= 1, "of 1 or more");
            if (source.sound()) {
                sources.add(new Source(name.orElseThrow(), gpu.orElseThrow(), (int) rows.orElseThrow()));
            }
        }
        return sources;
    }

    private static Map<String, Fitted> gpus(YamlMap entry) {
        Map<String, Fitted> gpus = new LinkedHashMap<>();
        entry.needed("gpus");
        for (YamlMap each : entry.maps("gpus", FITTED_GPU)) {
            Optional<String> gpu = each.required("gpu").flatMap(name -> known(each, name));
            Optional<Fitted> fitted = fitted(each);
            if (gpu.isPresent() && fitted.isPresent() && gpus.put(gpu.get(), fitted.get()) != null) {
                each.problem("gpu", gpu.get() + " is there already; keep one");
            }
        }
        return gpus;
    }

    private static Optional<String> known(YamlMap map, String name) {
        try {
            return Optional.of(GpuCatalogue.bundled().require(name).name());
        } catch (EstimateException e) {
            map.problem("gpu", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static Optional<Fitted> fitted(YamlMap map) {
        Map<Family, Double> arithmetic = byFamily(map, "arithmetic", VisionEntryReader::constant);
        Map<Family, Double> memory = byFamily(map, "memory", VisionEntryReader::constant);
        OptionalDouble launch = map.number("launchSeconds", value -> value >= 0, "of 0 or more");
        Optional<YamlMap> ranges = map.map("ranges", List.of("known", "derived"));
        Optional<Map<Family, Spread>> known = ranges.map(each -> byFamily(each, "known", EntryFields::spread));
        Optional<Map<Family, Spread>> derived = ranges.map(each -> byFamily(each, "derived", EntryFields::spread));
        if (!map.sound()) {
            return Optional.empty();
        }
        return map.make(() -> new Fitted(
                new VisionConstants(arithmetic, memory, launch.orElseThrow()),
                known.orElseThrow(),
                derived.orElseThrow()));
    }

    private static Optional<Double> constant(YamlMap map, String key) {
        OptionalDouble value = map.number(key, each -> each >= 0, "of 0 or more");
        return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
    }

    private static Optional<ActivationLaw> law(YamlMap map, String key) {
        return map.map(key, List.of("atGigaflop", "exponent")).flatMap(law -> {
            OptionalDouble at = EntryFields.positive(law, "atGigaflop");
            OptionalDouble exponent = law.number("exponent", value -> true, "");
            return at.isPresent() && exponent.isPresent()
                    ? Optional.of(new ActivationLaw(at.getAsDouble(), exponent.getAsDouble()))
                    : Optional.empty();
        });
    }

    private static <T> Map<Family, T> byFamily(
            YamlMap entry, String key, BiFunction<YamlMap, String, Optional<T>> reader) {
        Map<Family, T> values = new EnumMap<>(Family.class);
        entry.map(key, FAMILIES).ifPresent(map -> {
            for (Family family : ImageWork.families()) {
                reader.apply(map, family.label()).ifPresent(value -> values.put(family, value));
            }
        });
        return values;
    }
}
