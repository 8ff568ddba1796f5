package io.wattledger.estimator.cli.fit;

import io.wattledger.estimator.Spread;
import io.wattledger.estimator.cli.fit.ServingFit.Fitted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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

    /** A measurement and what was predicted without it. */
    public record Prediction(ServingRow row, double joules) {

        double logarithm() {
            return Math.log(row.joulesPerOutputToken() / joules);
        }
    }

    /**
     * Predicts each row of the stack by a fit to the rows of all other groups.
     *
     * @param group what is left out together
     * @param known what is known of the row that is predicted; the fit knows all
     * @return in the order of the rows
     */
    public static List<Prediction> leaveOut(
            List<ServingRow> rows, String stack, Function<ServingRow, String> group, UnaryOperator<ServingRow> known) {
        Map<String, Fitted> fits = new HashMap<>();
        return ofStack(rows, stack).stream()
                .map(row -> {
                    Fitted others = fits.computeIfAbsent(
                            group.apply(row), left -> ServingFit.fit(without(rows, group, left), stack));
                    return new Prediction(row, others.predict(known.apply(row)));
                })
                .toList();
    }

    private static List<ServingRow> without(List<ServingRow> rows, Function<ServingRow, String> group, String left) {
        return rows.stream().filter(row -> !group.apply(row).equals(left)).toList();
    }

    /** How far off they are. */
    public static Accuracy accuracy(List<Prediction> predictions) {
        return Accuracy.of(predictions.stream()
                .mapToDouble(each -> each.joules() / each.row().joulesPerOutputToken()));
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
            List<ServingRow> others = without(rows, ServingRow::family, family);
            Spread spread = spread(leaveOut(others, stack, ServingRow::family, known));
            Fitted fit = ServingFit.fit(others, stack);
            for (ServingRow row : ofStack(rows, stack)) {
                if (row.family().equals(family)) {
                    double ratio = row.joulesPerOutputToken() / fit.predict(known.apply(row));
                    covered.add(new Covered(row, spread.holds(ratio)));
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
}
