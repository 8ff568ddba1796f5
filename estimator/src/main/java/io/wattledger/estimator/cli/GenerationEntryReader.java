package io.wattledger.estimator.cli;

import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.Spread;
import io.wattledger.estimator.catalogue.GpuCatalogue;
import io.wattledger.estimator.generation.GenerationCalibration;
import io.wattledger.estimator.generation.GenerationCoefficients;
import io.wattledger.estimator.generation.GenerationTerm;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** The entry of a coefficients file that a calibration to generated images and videos writes. */
final class GenerationEntryReader {

    static final List<String> KEYS =
            List.of("kind", "fittedOn", "stack", "source", "rows", "coefficients", "gpus", "ranges");

    private static final List<String> TERMS =
            Arrays.stream(GenerationTerm.values()).map(GenerationTerm::label).toList();

    private GenerationEntryReader() {}

    /** The calibration, if nothing is wrong with the entry; what is wrong is noted. */
    static Optional<GenerationCalibration> read(YamlMap entry) {
        Optional<LocalDate> fittedOn = EntryFields.date(entry, "fittedOn");
        Optional<String> stack = entry.required("stack");
        Optional<String> source = entry.required("source");
        OptionalDouble rows = entry.number("rows", count -> count >= 1, "of 1 or more");
        Map<GenerationTerm, Double> coefficients = coefficients(entry);
        Map<String, Double> arithmetic = arithmetic(entry);
        Optional<YamlMap> ranges = entry.map("ranges", List.of("known", "derived"));
        Optional<Spread> known = ranges.flatMap(map -> EntryFields.spread(map, "known"));
        Optional<Spread> derived = ranges.flatMap(map -> EntryFields.spread(map, "derived"));
        if (!entry.sound()) {
            return Optional.empty();
        }
        return entry.make(() -> new GenerationCalibration(
                new GenerationCoefficients(coefficients, arithmetic),
                known.orElseThrow(),
                derived.orElseThrow(),
                fittedOn.orElseThrow(),
                stack.orElseThrow(),
                source.orElseThrow(),
                (int) rows.orElseThrow()));
    }

    private static Map<GenerationTerm, Double> coefficients(YamlMap entry) {
        Map<GenerationTerm, Double> coefficients = new EnumMap<>(GenerationTerm.class);
        entry.map("coefficients", TERMS).ifPresent(map -> {
            for (GenerationTerm term : GenerationTerm.values()) {
                map.number(term.label(), value -> value >= 0, "of 0 or more")
                        .ifPresent(value -> coefficients.put(term, value));
            }
        });
        return coefficients;
    }

    private static Map<String, Double> arithmetic(YamlMap entry) {
        Map<String, Double> arithmetic = new TreeMap<>();
        entry.needed("gpus");
        for (YamlMap gpu : entry.maps("gpus", List.of("name", "arithmetic"))) {
            Optional<String> name = gpu.required("name");
            OptionalDouble factor = EntryFields.positive(gpu, "arithmetic");
            if (name.isPresent() && factor.isPresent()) {
                try {
                    arithmetic.put(GpuCatalogue.bundled().require(name.get()).name(), factor.getAsDouble());
                } catch (EstimateException e) {
                    gpu.problem("name", String.valueOf(e.getMessage()));
                }
            }
        }
        return arithmetic;
    }
}
