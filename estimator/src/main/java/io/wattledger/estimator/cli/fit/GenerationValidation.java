package io.wattledger.estimator.cli.fit;

import io.wattledger.estimator.Spread;
import io.wattledger.estimator.generation.GenerationCoefficients;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.hipparchus.stat.descriptive.rank.Percentile;
import org.hipparchus.stat.descriptive.rank.Percentile.EstimationType;

/** How near a fit comes to images and videos of models that it has not seen. */
public final class GenerationValidation {

    private static final double LOW_PERCENT = 5;
    private static final double HIGH_PERCENT = 95;
    private static final double PERCENT = 100;

    /**
     * A model that is new differs more than those that are known do from each other: of 1, 1.1, 1.2, 1.3 and 1.5 the smallest with
     * which 90 % of the rows of models and of families that were left out, with known and with derived layers, are within the range
     * that the other models gave.
     */
    private static final double WIDER = 1.1;

    private GenerationValidation() {}

    /** What is left out together. */
    public enum Group {
        /** A model. */
        MODEL,
        /** Models of a series. */
        FAMILY,
        /** Everything measured on one accelerator: it is predicted by its specification. */
        GPU;

        /** The group of a row. */
        public String of(GenerationRow row) {
            return switch (this) {
                case MODEL -> row.task().model().name();
                case FAMILY -> row.task().model().series();
                case GPU -> row.task().gpu().name();
            };
        }

        /** The word for it. */
        public String label() {
            return this == GPU ? name() : name().toLowerCase(Locale.ROOT);
        }

        /** How many groups some rows fall into. */
        public long count(List<GenerationRow> rows) {
            return rows.stream().map(this::of).distinct().count();
        }
    }

    /** A measurement and what was predicted without its group. */
    public record Prediction(GenerationRow row, double joules) {

        /** Measured over predicted. */
        public double ratio() {
            return row.joules() / joules;
        }

        /** Whether a range holds it. */
        public boolean inside(Spread range) {
            return range.holds(ratio());
        }
    }

    /**
     * Predicts each row by a fit to the rows of all other groups.
     *
     * @param known what is known of the row that is predicted; the fit knows all
     */
    public static List<Prediction> leaveOut(List<GenerationRow> rows, Group group, UnaryOperator<GenerationRow> known) {
        Map<String, GenerationCoefficients> fits = new TreeMap<>();
        return rows.stream()
                .map(row -> predict(
                        fits.computeIfAbsent(group.of(row), left -> GenerationFit.fit(without(rows, group, left))),
                        row,
                        known))
                .toList();
    }

    private static Prediction predict(
            GenerationCoefficients fit, GenerationRow row, UnaryOperator<GenerationRow> known) {
        return new Prediction(row, fit.joulesPerItem(known.apply(row).task()));
    }

    private static List<GenerationRow> without(List<GenerationRow> rows, Group group, String left) {
        return rows.stream().filter(row -> !group.of(row).equals(left)).toList();
    }

    /** How far off they are. */
    public static Accuracy accuracy(List<Prediction> predictions) {
        return Accuracy.of(predictions.stream().mapToDouble(each -> 1 / each.ratio()));
    }

    /** The range of measured over predicted that holds 90 of 100 of models that were left out. */
    public static Spread spread(List<Prediction> predictions) {
        Percentile percentile = new Percentile().withEstimationType(EstimationType.R_7);
        percentile.setData(
                predictions.stream().mapToDouble(each -> Math.log(each.ratio())).toArray());
        return new Spread(
                Math.exp(Math.min(0, WIDER * percentile.evaluate(LOW_PERCENT))),
                Math.exp(Math.max(0, WIDER * percentile.evaluate(HIGH_PERCENT))));
    }

    /**
     * Share of the rows, percent, that a range holds which has not seen them: for each group, the fit is to the others, and the range from
     * leaving out one model after the other of those.
     */
    public static double coverage(List<GenerationRow> rows, Group group, UnaryOperator<GenerationRow> known) {
        List<Boolean> inside = new ArrayList<>();
        for (String left : rows.stream().map(group::of).distinct().toList()) {
            List<GenerationRow> others = without(rows, group, left);
            Spread range = spread(leaveOut(others, Group.MODEL, known));
            GenerationCoefficients fit = GenerationFit.fit(others);
            rows.stream()
                    .filter(row -> group.of(row).equals(left))
                    .forEach(row -> inside.add(predict(fit, row, known).inside(range)));
        }
        return PERCENT * inside.stream().filter(each -> each).count() / inside.size();
    }

    /** Share of the predictions in a range, percent. */
    public static double share(List<Prediction> predictions, Spread range) {
        return PERCENT * predictions.stream().filter(each -> each.inside(range)).count() / predictions.size();
    }
}
