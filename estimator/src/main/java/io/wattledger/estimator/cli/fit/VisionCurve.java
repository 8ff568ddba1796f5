package io.wattledger.estimator.cli.fit;

import io.wattledger.estimator.network.Family;
import io.wattledger.estimator.vision.GpuSpeed;
import io.wattledger.estimator.vision.ImageTime;
import io.wattledger.estimator.vision.ImageWork;
import io.wattledger.estimator.vision.VisionConstants;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Residuals of the vision roofline: the logarithm of predicted over measured, one a row, then the weak priors that settle what
 * the rows leave open. Each is passed through the root of twice the soft-L1 loss, so that least squares minimise that loss.
 * Parameters: a of each family, b of each family, launches of a pass in milliseconds.
 */
final class VisionCurve implements Curve {

    static final List<Family> FAMILIES = ImageWork.families();
    static final int LAUNCHES = 2 * FAMILIES.size();
    static final double MILLI = 1e-3;

    /** Beyond it a logarithm counts linearly. */
    private static final SoftL1 LOSS = new SoftL1(0.1);

    /** Prior of ln(launches / 1 ms): about 5 ms, with little weight. */
    private static final double LOG_LAUNCHES = 1.6;

    private static final double WEIGHT_OF_LAUNCHES = 0.3;

    private static final VisionConstants ONES = constants(1, 1, 1);

    private final int rows;
    private final int[] family;
    private final double[] seconds;
    private final double[] arithmetic;
    private final double[] activations;
    private final double[] weights;
    private final double[] launches;

    VisionCurve(List<VisionRow> measured, Function<String, GpuSpeed> speeds) {
        rows = measured.size();
        family = new int[rows];
        seconds = new double[rows];
        arithmetic = new double[rows];
        activations = new double[rows];
        weights = new double[rows];
        launches = new double[rows];
        for (int i = 0; i < rows; i++) {
            VisionRow row = measured.get(i);
            ImageTime unit = ONES.time(row.work(), speeds.apply(row.gpu()), row.batch());
            family[i] = FAMILIES.indexOf(row.work().family());
            seconds[i] = row.seconds();
            arithmetic[i] = unit.arithmetic();
            activations[i] = unit.activations();
            weights[i] = unit.weights();
            launches[i] = MILLI * unit.launches();
        }
    }

    /** The constants that the parameters mean. */
    static VisionConstants constants(double[] parameters) {
        Map<Family, Double> a = new EnumMap<>(Family.class);
        Map<Family, Double> b = new EnumMap<>(Family.class);
        for (int k = 0; k < FAMILIES.size(); k++) {
            a.put(FAMILIES.get(k), parameters[k]);
            b.put(FAMILIES.get(k), parameters[FAMILIES.size() + k]);
        }
        return new VisionConstants(a, b, MILLI * parameters[LAUNCHES]);
    }

    private static VisionConstants constants(double a, double b, double launchSeconds) {
        return constants(new double[] {a, a, a, b, b, b, launchSeconds / MILLI});
    }

    /** Of values and slopes alike. */
    int size() {
        return rows + 1 + LAUNCHES;
    }

    @Override
    public double[] values(double[] parameters) {
        double[] values = new double[size()];
        for (int i = 0; i < rows; i++) {
            values[i] = LOSS.softened(Math.log(predicted(i, parameters) / seconds[i]));
        }
        values[rows] = LOSS.softened(WEIGHT_OF_LAUNCHES * (Math.log(parameters[LAUNCHES]) - LOG_LAUNCHES));
        for (int p = 0; p < LAUNCHES; p++) {
            values[rows + 1 + p] = LOSS.softened(Math.log(parameters[p]) - meanLogarithm(p, parameters));
        }
        return values;
    }

    @Override
    public double[][] slopes(double[] parameters) {
        double[][] slopes = new double[size()][LAUNCHES + 1];
        int families = FAMILIES.size();
        for (int i = 0; i < rows; i++) {
            double predicted = predicted(i, parameters);
            double slope = LOSS.slope(Math.log(predicted / seconds[i])) / predicted;
            slopes[i][family[i]] = slope * arithmetic[i];
            slopes[i][families + family[i]] = slope * activations[i];
            slopes[i][LAUNCHES] = slope * launches[i];
        }
        double ofLaunches = WEIGHT_OF_LAUNCHES * (Math.log(parameters[LAUNCHES]) - LOG_LAUNCHES);
        slopes[rows][LAUNCHES] = LOSS.slope(ofLaunches) * WEIGHT_OF_LAUNCHES / parameters[LAUNCHES];
        for (int p = 0; p < LAUNCHES; p++) {
            double slope = LOSS.slope(Math.log(parameters[p]) - meanLogarithm(p, parameters));
            int first = p - p % families;
            for (int other = first; other < first + families; other++) {
                slopes[rows + 1 + p][other] = slope * ((other == p ? 1 : 0) - 1.0 / families) / parameters[other];
            }
        }
        return slopes;
    }

    private double predicted(int row, double[] parameters) {
        return parameters[family[row]] * arithmetic[row]
                + parameters[FAMILIES.size() + family[row]] * activations[row]
                + parameters[LAUNCHES] * launches[row]
                + weights[row];
    }

    /** Of all families' constants of the kind that the parameter is of. */
    private static double meanLogarithm(int parameter, double[] parameters) {
        int first = parameter - parameter % FAMILIES.size();
        double sum = 0;
        for (int each = first; each < first + FAMILIES.size(); each++) {
            sum += Math.log(parameters[each]);
        }
        return sum / FAMILIES.size();
    }
}
