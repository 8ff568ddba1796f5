package io.wattledger.estimator.cli;

import io.wattledger.estimator.generation.GenerationCalibration;
import io.wattledger.estimator.method.AlphaFlopsCoefficients;
import io.wattledger.estimator.method.AlphaFlopsCoefficients.Pair;
import io.wattledger.estimator.method.EfficiencyLaw;
import io.wattledger.estimator.serving.ServingCalibration;
import io.wattledger.estimator.vision.VisionCalibration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** The entries of a coefficients file. */
final class CoefficientEntries {

    /** What every entry says about itself; its R² is checked and is for people. */
    private static final List<String> ABOUT = List.of("kind", "hardware", "fittedOn", "source", "rSquared");

    private static final List<String> ALPHA_FLOPS =
            List.of("unaryBeta", "unaryGamma", "largerBeta", "largerGamma", "millisPerMegaMac", "floorMillis");
    private static final List<String> EFFICIENCY = List.of("operation", "peakTflops", "maxPercent", "k", "alpha");

    private final List<AlphaFlopsCoefficients> alphaFlops = new ArrayList<>();
    private final List<FittedLaw> laws = new ArrayList<>();
    private final List<ServingCalibration> serving = new ArrayList<>();
    private final List<VisionCalibration> vision = new ArrayList<>();
    private final List<GenerationCalibration> generation = new ArrayList<>();
    private final Map<List<String>, String> places = new HashMap<>();

    Optional<AlphaFlopsCoefficients> alphaFlops() {
        return alphaFlops.stream().findFirst();
    }

    Optional<ServingCalibration> serving() {
        return serving.stream().findFirst();
    }

    Optional<VisionCalibration> vision() {
        return vision.stream().findFirst();
    }

    Optional<GenerationCalibration> generation() {
        return generation.stream().findFirst();
    }

    List<FittedLaw> laws() {
        return laws;
    }

    void add(YamlValue value) {
        switch (value.peek("kind").orElse("")) {
            case CoefficientsFile.ALPHA_FLOPS -> addAlphaFlops(value.map(keys(ALPHA_FLOPS)));
            case CoefficientsFile.EFFICIENCY -> addLaw(value.map(keys(EFFICIENCY)));
            case CoefficientsFile.SERVING -> addServing(value.map(ServingEntryReader.KEYS));
            case CoefficientsFile.VISION -> addVision(value.map(VisionEntryReader.KEYS));
            case CoefficientsFile.GENERATION -> addGeneration(value.map(GenerationEntryReader.KEYS));
            default -> addUnknown(value);
        }
    }

    private static void addUnknown(YamlValue value) {
        if (!value.isMap()) {
            value.problem("must be a mapping of fields, as in 'kind: efficiency'");
            return;
        }
        YamlMap entry = value.map(
                Stream.of(ABOUT, ALPHA_FLOPS, EFFICIENCY).flatMap(List::stream).toList());
        entry.string("kind")
                .ifPresent(
                        kind -> entry.problem(
                                "kind",
                                YamlValue.quoted(kind)
                                        + " is none; write alpha-flops, efficiency, roofline-in-serving, roofline-in-vision or generation-steps"));
        Provenance.of(entry);
    }

    private void addAlphaFlops(YamlMap entry) {
        requireFirst(entry, "kind", List.of(CoefficientsFile.ALPHA_FLOPS));
        entry.string("kind");
        Provenance provenance = Provenance.of(entry);
        OptionalDouble unaryBeta = share(entry, "unaryBeta");
        OptionalDouble unaryGamma = exponent(entry, "unaryGamma");
        OptionalDouble largerBeta = share(entry, "largerBeta");
        OptionalDouble largerGamma = exponent(entry, "largerGamma");
        OptionalDouble millis = positive(entry, "millisPerMegaMac");
        OptionalDouble floor = entry.number("floorMillis", value -> value >= 0, "of 0 or more");
        if (entry.sound()) {
            alphaFlops.add(new AlphaFlopsCoefficients(
                    new Pair(unaryBeta.orElseThrow(), unaryGamma.orElseThrow()),
                    new Pair(largerBeta.orElseThrow(), largerGamma.orElseThrow()),
                    millis.orElseThrow(),
                    floor.orElseThrow(),
                    provenance.hardware().orElseThrow(),
                    provenance.source().orElseThrow(),
                    provenance.date().orElseThrow()));
        }
    }

    private void addServing(YamlMap entry) {
        requireFirst(entry, "kind", List.of(CoefficientsFile.SERVING));
        entry.string("kind");
        ServingEntryReader.read(entry).ifPresent(serving::add);
    }

    private void addVision(YamlMap entry) {
        requireFirst(entry, "kind", List.of(CoefficientsFile.VISION));
        entry.string("kind");
        VisionEntryReader.read(entry).ifPresent(vision::add);
    }

    private void addGeneration(YamlMap entry) {
        requireFirst(entry, "kind", List.of(CoefficientsFile.GENERATION));
        entry.string("kind");
        GenerationEntryReader.read(entry).ifPresent(generation::add);
    }

    private void addLaw(YamlMap entry) {
        entry.string("kind");
        Provenance provenance = Provenance.of(entry);
        Optional<String> operation = operation(entry);
        OptionalDouble peak = positive(entry, "peakTflops");
        OptionalDouble maxPercent =
                entry.number("maxPercent", value -> value > 0 && value <= 100, "above 0 and at most 100");
        OptionalDouble k = positive(entry, "k");
        OptionalDouble alpha = positive(entry, "alpha");
        if (operation.isPresent() && provenance.hardware().isPresent()) {
            requireFirst(
                    entry,
                    "operation",
                    List.of(operation.get(), provenance.hardware().get()));
        }
        if (entry.sound()) {
            laws.add(new FittedLaw(
                    operation.orElseThrow(),
                    new EfficiencyLaw(maxPercent.orElseThrow(), k.orElseThrow(), alpha.orElseThrow()),
                    peak.orElseThrow(),
                    provenance.hardware().orElseThrow(),
                    provenance.source().orElseThrow(),
                    provenance.date().orElseThrow()));
        }
    }

    private void requireFirst(YamlMap entry, String field, List<String> what) {
        String first = places.putIfAbsent(what, entry.place());
        if (first != null) {
            entry.problem(
                    field, "%s is also at %s; keep one of the entries".formatted(String.join(" on ", what), first));
        }
    }

    private static Optional<String> operation(YamlMap entry) {
        Optional<String> operation = entry.string("operation");
        if (operation.isPresent() && !FittedLaw.OPERATIONS.contains(operation.get())) {
            entry.problem(
                    "operation",
                    "%s is none; write one of %s"
                            .formatted(YamlValue.quoted(operation.get()), String.join(", ", FittedLaw.OPERATIONS)));
            return Optional.empty();
        }
        return operation;
    }

    private static OptionalDouble share(YamlMap entry, String field) {
        return entry.number(field, value -> value > 0 && value < 1, "above 0 and below 1");
    }

    private static OptionalDouble exponent(YamlMap entry, String field) {
        return entry.number(field, value -> value > 0 && value <= 1, "above 0 and at most 1");
    }

    private static OptionalDouble positive(YamlMap entry, String field) {
        return entry.number(field, value -> value > 0, "above 0");
    }

    private static List<String> keys(List<String> own) {
        return Stream.concat(ABOUT.stream(), own.stream()).toList();
    }

    private record Provenance(Optional<String> hardware, Optional<String> date, Optional<String> source) {

        static Provenance of(YamlMap entry) {
            Optional<String> date = entry.string("fittedOn");
            if (date.isPresent() && !isDate(date.get())) {
                entry.problem("fittedOn", YamlValue.quoted(date.get()) + " must be a date, as in 2026-11-21");
            }
            entry.number("rSquared", value -> value <= 1, "of 1 or less");
            return new Provenance(entry.string("hardware"), date, entry.string("source"));
        }

        static boolean isDate(String text) {
            try {
                LocalDate.parse(text);
                return true;
            } catch (DateTimeParseException e) {
                return false;
            }
        }
    }
}
