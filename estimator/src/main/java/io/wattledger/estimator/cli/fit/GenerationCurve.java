package io.wattledger.estimator.cli.fit;

import io.wattledger.estimator.generation.GenerationTerm;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Residuals of generated items: the logarithm of predicted over measured, one a row, then the weak priors that settle what the rows leave
 * open. Each is passed through the soft-L1 loss, so that least squares minimise that loss. Parameters: the coefficient of each term, then
 * that of the arithmetic on each further accelerator over that on the first.
 */
final class GenerationCurve implements Curve {

    private static final GenerationTerm[] TERMS = GenerationTerm.values();
    private static final int ARITHMETIC = Arrays.asList(TERMS).indexOf(GenerationTerm.ARITHMETIC);

    /** Beyond it a logarithm counts linearly. */
    private static final SoftL1 LOSS = new SoftL1(0.15);

    private static final double WEIGHT_OF_PRIORS = 0.5;

    private final List<GenerationRow> rows;
    private final double[][] nominal;
    private final int[] gpus;
    private final double[] weights;
    private final double[] priors;

    /**
     * A curve.
     *
     * @param gpus names of the accelerators, the first first
     * @param priors of all parameters
     */
    GenerationCurve(List<GenerationRow> rows, List<String> gpus, double[] priors) {
        this.rows = rows;
        this.nominal = rows.stream()
                .map(row -> Arrays.stream(TERMS)
                        .mapToDouble(term -> term.joules(row.task()))
                        .toArray())
                .toArray(double[][]::new);
        this.gpus = rows.stream()
                .mapToInt(row -> gpus.indexOf(row.task().gpu().name()))
                .toArray();
        this.weights = weights(rows);
        this.priors = priors.clone();
    }

    /** Each model says as much as another, however often it was measured; their mean is 1. */
    private static double[] weights(List<GenerationRow> rows) {
        Map<String, Long> sizes = rows.stream()
                .map(row -> row.task().model().name())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        double[] weights = rows.stream()
                .mapToDouble(row ->
                        1 / Math.sqrt(sizes.getOrDefault(row.task().model().name(), 1L)))
                .toArray();
        double mean = Arrays.stream(weights).average().orElse(1);
        return Arrays.stream(weights).map(weight -> weight / mean).toArray();
    }

    /** Of values and slopes alike. */
    int size() {
        return rows.size() + priors.length;
    }

    @Override
    public double[] values(double[] parameters) {
        double[] values = new double[size()];
        for (int i = 0; i < rows.size(); i++) {
            values[i] = LOSS.softened(residual(i, predicted(i, parameters)));
        }
        for (int p = 0; p < priors.length; p++) {
            values[rows.size() + p] = LOSS.softened(prior(p, parameters));
        }
        return values;
    }

    @Override
    public double[][] slopes(double[] parameters) {
        double[][] slopes = new double[size()][priors.length];
        for (int i = 0; i < rows.size(); i++) {
            double predicted = predicted(i, parameters);
            double slope = weights[i] * LOSS.slope(residual(i, predicted)) / predicted;
            for (int term = 0; term < TERMS.length; term++) {
                slopes[i][term] = slope * nominal[i][term] * (term == ARITHMETIC ? ratio(i, parameters) : 1);
            }
            if (gpus[i] > 0) {
                slopes[i][TERMS.length + gpus[i] - 1] = slope * nominal[i][ARITHMETIC] * parameters[ARITHMETIC];
            }
        }
        for (int p = 0; p < priors.length; p++) {
            slopes[rows.size() + p][p] = LOSS.slope(prior(p, parameters)) * WEIGHT_OF_PRIORS / parameters[p];
        }
        return slopes;
    }

    private double predicted(int row, double[] parameters) {
        double joules = 0;
        for (int term = 0; term < TERMS.length; term++) {
            joules += parameters[term] * nominal[row][term] * (term == ARITHMETIC ? ratio(row, parameters) : 1);
        }
        return joules;
    }

    private double ratio(int row, double[] parameters) {
        return gpus[row] == 0 ? 1 : parameters[TERMS.length + gpus[row] - 1];
    }

    private double residual(int row, double predicted) {
        return weights[row] * Math.log(predicted / rows.get(row).joules());
    }

    private double prior(int parameter, double[] parameters) {
        return WEIGHT_OF_PRIORS * Math.log(parameters[parameter] / priors[parameter]);
    }
}
