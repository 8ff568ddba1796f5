package io.wattledger.estimator.cli.fit;

import io.wattledger.estimator.serving.ServingTerm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hipparchus.util.FastMath;

/**
 * Coefficients of the serving roofline: non-negative least squares with a ridge, repeated until it minimises Huber's loss of the
 * logarithm of measured over predicted. Rows of another software stack count less, and share one factor for each stack.
 */
public final class ServingFit {

    private static final ServingTerm[] TERMS = ServingTerm.values();

    /** Rounds: by then nothing moves in the sixth digit. */
    private static final int ROUNDS = 25;

    /** Ridge, in units of a term's own root mean square. Between 0.01 and 0.1 the error moves by half a percentage point. */
    private static final double RIDGE = 0.03;

    /** Beyond it a logarithm counts linearly. */
    private static final double HUBER = 0.15;

    private static final double WEIGHT_OF_OTHER_STACKS = 0.3;

    /** Where the fit begins; the factor of 2024's stack over 2026's on one GPU. */
    private static final double FIRST_FACTOR = 1.84;

    private static final double LEAST_JOULES = 1e-6;

    private final List<ServingRow> rows;
    private final String stack;
    private final double[][] nominal;
    private final double[] weights;

    private ServingFit(List<ServingRow> rows, String stack) {
        this.rows = rows;
        this.stack = stack;
        this.nominal = rows.stream().map(ServingFit::nominal).toArray(double[][]::new);
        this.weights = weights();
    }

    /**
     * What came out.
     *
     * @param coefficients by term
     * @param factors energy on another stack over energy on the one that the fit is to, by stack
     */
    public record Fitted(Map<ServingTerm, Double> coefficients, Map<String, Double> factors) {

        /** Joules per output token; a stack that is not in the fit is taken as the fit's own. */
        public double predict(ServingRow row) {
            double joules = 0;
            for (ServingTerm term : TERMS) {
                joules += coefficients.getOrDefault(term, 0.0) * term.joules(row.serving());
            }
            return Math.max(LEAST_JOULES, joules) * factors.getOrDefault(row.stack(), 1.0);
        }
    }

    /**
     * Fits.
     *
     * @param stack the one that the coefficients are for
     * @throws FitException if there are no rows of it
     */
    public static Fitted fit(List<ServingRow> rows, String stack) {
        if (rows.stream().noneMatch(row -> row.stack().equals(stack))) {
            throw new FitException(
                    "none of %d rows was measured with '%s'; add some that were, or choose a stack that they have"
                            .formatted(rows.size(), stack));
        }
        return new ServingFit(List.copyOf(rows), stack).run();
    }

    private static double[] nominal(ServingRow row) {
        return Arrays.stream(TERMS)
                .mapToDouble(term -> term.joules(row.serving()))
                .toArray();
    }

    /** Many runs of one model on one GPU say less than as many of different ones: each group counts as the root of its rows. */
    private double[] weights() {
        Map<String, Long> sizes = rows.stream().collect(Collectors.groupingBy(ServingFit::runs, Collectors.counting()));
        double[] weights = rows.stream()
                .mapToDouble(row -> (row.stack().equals(stack) ? 1 : WEIGHT_OF_OTHER_STACKS)
                        / Math.sqrt(sizes.getOrDefault(runs(row), 1L)))
                .toArray();
        double mean = Arrays.stream(weights).average().orElse(1);
        return Arrays.stream(weights).map(weight -> weight / mean).toArray();
    }

    private static String runs(ServingRow row) {
        return row.size() + "|" + row.serving().gpu().name() + "|" + row.stack();
    }

    private Fitted run() {
        Map<String, Double> factors = new TreeMap<>();
        rows.stream()
                .map(ServingRow::stack)
                .filter(other -> !other.equals(stack))
                .forEach(other -> factors.put(other, FIRST_FACTOR));
        double[] predicted = new double[rows.size()];
        for (int i = 0; i < predicted.length; i++) {
            predicted[i] = measured(i, factors);
        }
        double[] coefficients = {};
        for (int round = 1; round <= ROUNDS; round++) {
            coefficients = solve(predicted, factors);
            for (int i = 0; i < predicted.length; i++) {
                double now = Math.max(LEAST_JOULES, dot(nominal[i], coefficients));
                // Half way, as the logarithm is only near its tangent.
                predicted[i] = round == ROUNDS ? now : Math.sqrt(predicted[i] * now);
            }
            refit(factors, predicted);
        }
        Map<ServingTerm, Double> byTerm = new EnumMap<>(ServingTerm.class);
        for (int term = 0; term < TERMS.length; term++) {
            byTerm.put(TERMS[term], coefficients[term]);
        }
        return new Fitted(byTerm, factors);
    }

    /** As if it had been measured with the stack of the fit. */
    private double measured(int row, Map<String, Double> factors) {
        return rows.get(row).joulesPerOutputToken()
                / factors.getOrDefault(rows.get(row).stack(), 1.0);
    }

    private double[] solve(double[] predicted, Map<String, Double> factors) {
        int terms = TERMS.length;
        double[][] gram = new double[terms][terms];
        double[] moment = new double[terms];
        double[] squares = new double[terms];
        for (int i = 0; i < predicted.length; i++) {
            double residual = FastMath.log(measured(i, factors) / predicted[i]);
            double weight = weights[i] * Math.min(1, HUBER / Math.abs(residual));
            double target = 1 + Math.max(-1, Math.min(1, residual));
            for (int a = 0; a < terms; a++) {
                double column = nominal[i][a] / predicted[i];
                moment[a] += weight * column * target;
                squares[a] += weights[i] * column * column;
                for (int b = 0; b < terms; b++) {
                    gram[a][b] += weight * column * nominal[i][b] / predicted[i];
                }
            }
        }
        // In units of each term's own size, which spares the arithmetic fourteen orders of magnitude; no row has a term
        // of size 0.
        double[] scale = new double[terms];
        for (int a = 0; a < terms; a++) {
            scale[a] = squares[a] > 0 ? Math.sqrt(squares[a] / predicted.length) : 1;
        }
        for (int a = 0; a < terms; a++) {
            moment[a] /= scale[a];
            for (int b = 0; b < terms; b++) {
                gram[a][b] /= scale[a] * scale[b];
            }
            gram[a][a] += predicted.length * RIDGE * RIDGE;
        }
        double[] scaled = NonNegativeLeastSquares.solve(gram, moment);
        for (int a = 0; a < terms; a++) {
            scaled[a] /= scale[a];
        }
        return scaled;
    }

    /** The factor of each other stack: the weighted mean of its logarithms. */
    private void refit(Map<String, Double> factors, double[] predicted) {
        List<String> others = new ArrayList<>(factors.keySet());
        for (String other : others) {
            double sum = 0;
            double weight = 0;
            for (int i = 0; i < predicted.length; i++) {
                if (rows.get(i).stack().equals(other)) {
                    double ratio = FastMath.log(rows.get(i).joulesPerOutputToken() / predicted[i]);
                    sum += weights[i] * Math.max(-2, Math.min(2, ratio));
                    weight += weights[i];
                }
            }
            factors.put(other, FastMath.exp(sum / weight));
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
