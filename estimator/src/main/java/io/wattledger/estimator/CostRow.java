package io.wattledger.estimator;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What one model costs on one GPU.
 *
 * @param model the model
 * @param gpu the accelerator
 * @param method the method that gave the numbers
 * @param operatingPoints at least one; the first is the default, for inferences of unknown batch size. No batch size twice, but
 *     that the default may have the size of a later one, which then prices inferences of that size
 * @param calibratedOn date (ISO 8601) and software stack of the calibration, for calibrated methods
 * @param terms every number with its derivation and source
 */
public record CostRow(
        String model,
        String gpu,
        String method,
        Optional<String> calibratedOn,
        List<OperatingPoint> operatingPoints,
        List<Term> terms) {

    public CostRow {
        operatingPoints = List.copyOf(operatingPoints);
        terms = List.copyOf(terms);
        if (operatingPoints.isEmpty()) {
            throw new IllegalArgumentException(model + "|" + gpu + ": needs at least one operating point");
        }
        List<OperatingPoint> sized = sized(operatingPoints);
        long sizes =
                sized.stream().mapToInt(OperatingPoint::batchSize).distinct().count();
        if (sizes != sized.size()) {
            throw new IllegalArgumentException(model + "|" + gpu + ": two operating points of one batch size");
        }
    }

    /** Those that price inferences of known batch size: all, but for a default that has the size of another. */
    private static List<OperatingPoint> sized(List<OperatingPoint> points) {
        OperatingPoint first = points.get(0);
        List<OperatingPoint> others = points.subList(1, points.size());
        boolean apart =
                others.stream().anyMatch(other -> other.batchSize() == first.batchSize() && !other.equals(first));
        return apart ? others : points;
    }

    /** A row that no calibration went into. */
    public CostRow(String model, String gpu, String method, List<OperatingPoint> operatingPoints, List<Term> terms) {
        this(model, gpu, method, Optional.empty(), operatingPoints, terms);
    }

    /** The point for an inference whose batch size is not known. */
    public OperatingPoint defaultPoint() {
        return operatingPoints.get(0);
    }

    /** The row with other terms. */
    public CostRow withTerms(List<Term> others) {
        return new CostRow(model, gpu, method, calibratedOn, operatingPoints, others);
    }

    /** The row with other points, the default first, and the terms that are of them. */
    public CostRow withPoints(List<OperatingPoint> points) {
        Set<Term> kept = new HashSet<>();
        points.forEach(point -> kept.addAll(termsOf(point)));
        return new CostRow(
                model,
                gpu,
                method,
                calibratedOn,
                points,
                terms.stream().filter(kept::contains).toList());
    }

    /** What the terms of an operating point end with: its batch size, or that it is for unknown ones. */
    public String suffixOf(OperatingPoint point) {
        return sized(operatingPoints).contains(point) ? ", batch size " + point.batchSize() : ", batch size unknown";
    }

    /** The terms of one operating point. */
    public List<Term> termsOf(OperatingPoint point) {
        String suffix = suffixOf(point);
        return terms.stream().filter(term -> term.name().endsWith(suffix)).toList();
    }

    /**
     * The points around a batch size, the smaller first: one where there is a point of that size, where all are smaller or larger,
     * and for an unknown one, which is the default.
     */
    public List<OperatingPoint> around(OptionalInt batchSize) {
        if (batchSize.isEmpty()) {
            return List.of(defaultPoint());
        }
        int wanted = batchSize.getAsInt();
        Comparator<OperatingPoint> bySize = Comparator.comparingInt(OperatingPoint::batchSize);
        return Stream.of(
                        sized(operatingPoints).stream()
                                .filter(point -> point.batchSize() <= wanted)
                                .max(bySize),
                        sized(operatingPoints).stream()
                                .filter(point -> point.batchSize() >= wanted)
                                .min(bySize))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    /** The point of a batch size, as the books take it: between those around it. */
    public OperatingPoint at(OptionalInt batchSize) {
        List<OperatingPoint> around = around(batchSize);
        return around.size() == 1
                ? around.get(0)
                : OperatingPoint.between(around.get(0), around.get(1), batchSize.orElseThrow());
    }

    /** {@code model|gpu}, the key of the cost table. */
    public String key() {
        return model + "|" + gpu;
    }
}
