package io.wattledger.estimator.cli.fit;

import io.wattledger.estimator.cli.fit.ServingFit.Fitted;
import io.wattledger.estimator.serving.ServingCalibration.Spread;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hipparchus.stat.descriptive.rank.Median;

/** How near a fit comes to what it has not seen. */
public final class ServingValidation {

    private static final double PERCENT = 100;
    private static final double LOW_QUANTILE = 0.05;
    private static final double HIGH_QUANTILE = 0.95;

    /**
     * A family that is new differs more than those that are known do from each other: of 1, 1.15, 1.25 and 1.35 the one with which 85 to 95 %
     * of the rows of left-out families are within the range that the other families gave.
     */
    private static final double WIDER = 1.25;

    private ServingValidation() {}

    /**
     * Predictions against measurements.
     *
     * @param rows of them
     * @param medianAbsolutePercentageError median of |predicted / measured − 1|, percent
     * @param withinTwo share within a factor of 2, percent
     * @param bias geometric mean of predicted over measured
     */
    public record Accuracy(int rows, double medianAbsolutePercentageError, double withinTwo, double bias) {

        static Accuracy of(List<ServingRow> rows, double[] predicted) {
            double[] errors = new double[predicted.length];
            double within = 0;
            double logarithms = 0;
            for (int i = 0; i < predicted.length; i++) {
                double ratio = predicted[i] / rows.get(i).joulesPerOutputToken();
                errors[i] = PERCENT * Math.abs(ratio - 1);
                within += ratio > 0.5 && ratio < 2 ? 1 : 0;
                logarithms += Math.log(ratio);
            }
            return new Accuracy(
                    predicted.length,
                    new Median().evaluate(errors),
                    PERCENT * within / predicted.length,
                    Math.exp(logarithms / predicted.length));
        }
    }

    /** A measurement and what was predicted without it. */
    public record Prediction(ServingRow row, double joules) {

        double logarithm() {
            return Math.log(row.joulesPerOutputToken() / joules);
        }
    }

    /** Predicts the rows of the stack, each without its group. */
    public static List<Prediction> leaveOut(
            List<ServingRow> rows, String stack, Function<ServingRow, String> group, UnaryOperator<ServingRow> known) {
        return paired(ofStack(rows, stack), ServingFit.leaveOut(rows, stack, group, known));
    }

    /** Predicts the rows of the stack that were measured on a GPU by a fit to all others. */
    public static List<Prediction> onGpu(
            List<ServingRow> rows, String stack, String gpu, UnaryOperator<ServingRow> known) {
        Map<Boolean, List<ServingRow>> parts = rows.stream()
                .collect(Collectors.partitioningBy(
                        row -> row.serving().gpu().name().equals(gpu)));
        Fitted fit = ServingFit.fit(parts.getOrDefault(false, List.of()), stack);
        return ofStack(parts.getOrDefault(true, List.of()), stack).stream()
                .map(row -> new Prediction(row, fit.predict(known.apply(row))))
                .toList();
    }

    /** How far off they are. */
    public static Accuracy accuracy(List<Prediction> predictions) {
        return Accuracy.of(
                predictions.stream().map(Prediction::row).toList(),
                predictions.stream().mapToDouble(Prediction::joules).toArray());
    }

    /**
     * The range of measured over predicted that holds 90 of 100: quantiles in which each family counts as the root of its rows.
     *
     * @param predictions of families that were left out
     */
    public static Spread spread(List<Prediction> predictions) {
        return new Spread(
                Math.exp(Math.min(0, WIDER * quantile(predictions, LOW_QUANTILE))),
                Math.exp(Math.max(0, WIDER * quantile(predictions, HIGH_QUANTILE))));
    }

    private static double quantile(List<Prediction> predictions, double share) {
        Map<String, Long> sizes = predictions.stream()
                .collect(Collectors.groupingBy(each -> each.row().family(), Collectors.counting()));
        List<Prediction> sorted = predictions.stream()
                .sorted(Comparator.comparingDouble(Prediction::logarithm))
                .toList();
        double[] weights = sorted.stream()
                .mapToDouble(each -> 1 / Math.sqrt(sizes.getOrDefault(each.row().family(), 1L)))
                .toArray();
        double total =
                IntStream.range(0, weights.length).mapToDouble(i -> weights[i]).sum();
        double below = 0;
        double position = 0;
        for (int i = 0; i < weights.length; i++) {
            double before = position;
            position = (below + weights[i] / 2) / total;
            below += weights[i];
            if (position >= share) {
                double value = sorted.get(i).logarithm();
                if (i == 0) {
                    return value;
                }
                double previous = sorted.get(i - 1).logarithm();
                return previous + (value - previous) * (share - before) / (position - before);
            }
        }
        return sorted.get(sorted.size() - 1).logarithm();
    }

    /** A measurement that a range from other families should hold. */
    public record Covered(ServingRow row, boolean inside) {}

    /**
     * Whether the range holds what it has not seen: for each family, the fit is to the others, and the range from leaving out a
     * second one of those.
     */
    public static List<Covered> coverage(List<ServingRow> rows, String stack, UnaryOperator<ServingRow> known) {
        List<Covered> covered = new ArrayList<>();
        List<String> families =
                ofStack(rows, stack).stream().map(ServingRow::family).distinct().toList();
        for (String family : families) {
            List<ServingRow> others =
                    rows.stream().filter(row -> !row.family().equals(family)).toList();
            Spread spread = spread(leaveOut(others, stack, ServingRow::family, known));
            Fitted fit = ServingFit.fit(others, stack);
            for (ServingRow row : ofStack(rows, stack)) {
                if (row.family().equals(family)) {
                    double ratio = row.joulesPerOutputToken() / fit.predict(known.apply(row));
                    covered.add(new Covered(row, spread.low() <= ratio && ratio <= spread.high()));
                }
            }
        }
        return covered;
    }

    /** Share of those inside, percent. */
    public static double share(List<Covered> covered) {
        return PERCENT * covered.stream().filter(Covered::inside).count() / covered.size();
    }

    private static List<ServingRow> ofStack(List<ServingRow> rows, String stack) {
        return rows.stream().filter(row -> row.stack().equals(stack)).toList();
    }

    private static List<Prediction> paired(List<ServingRow> rows, double[] joules) {
        return IntStream.range(0, joules.length)
                .mapToObj(i -> new Prediction(rows.get(i), joules[i]))
                .toList();
    }
}
