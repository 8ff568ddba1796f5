package io.wattledger.estimator.cli.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.SingularValueDecomposition;

/**
 * Confidence of fitted parameters: Student's t times the standard error in the free numbers, carried back through the
 * transformation, so that an interval never leaves the domain. The standard error is the larger of the classical one, which
 * trusts the weights, and the one robust against wrong weights (HC3: MacKinnon and White, 1985). Nobody knows the weights of
 * a stranger's timings: with times 5 % off, the classical interval alone held the truth in half of 200 runs, this one in 92
 * to 100 %. It is the confidence given the coefficients that were held.
 */
final class Uncertainty {

    private static final double TWO_SIDED_95 = 0.975;

    /** Beyond it, a change in the sixth digit of a row turns the coefficients over. */
    private static final double WORST_CONDITION = 1e6;

    /** A parameter whose share in the direction that the rows leave open is smaller is not named. */
    private static final double NAMED_SHARE = 0.2;

    private static final double SMALLEST_SLACK = 1e-6;

    private final List<Optional<Interval>> intervals;

    private Uncertainty(List<Optional<Interval>> intervals) {
        this.intervals = intervals;
    }

    /** The interval of a parameter; empty where it was held. */
    Optional<Interval> interval(int parameter) {
        return intervals.get(parameter);
    }

    /**
     * Looks at the curve around the optimum.
     *
     * @throws FitException if the rows leave parameters open
     */
    static Uncertainty of(Descent descent, double[] values, List<Parameter> parameters) {
        int[] free = descent.freeIndices().toArray();
        List<Optional<Interval>> intervals = new ArrayList<>();
        parameters.forEach(each -> intervals.add(Optional.empty()));
        if (free.length == 0) {
            return new Uncertainty(intervals);
        }
        double[] errors = standardErrors(descent, values, parameters, free);
        double t = new TDistribution(descent.rows() - free.length).inverseCumulativeProbability(TWO_SIDED_95);
        for (int i = 0; i < free.length; i++) {
            Domain domain = parameters.get(free[i]).domain();
            double centre = domain.toFree(values[free[i]]);
            double reach = t * errors[i];
            intervals.set(
                    free[i],
                    Optional.of(new Interval(
                            domain.clamp(domain.fromFree(centre - reach)),
                            domain.clamp(domain.fromFree(centre + reach)))));
        }
        return new Uncertainty(intervals);
    }

    private static double[] standardErrors(Descent descent, double[] values, List<Parameter> parameters, int[] free) {
        RealMatrix jacobian = descent.jacobian(values);
        double[] norms = normalise(jacobian, parameters, free);
        var decomposition = new SingularValueDecomposition(jacobian);
        requireSettled(decomposition, parameters, free);
        double[] residuals = descent.residuals(values);
        RealMatrix inverse = decomposition.getCovariance(0);
        RealMatrix middle = MatrixUtils.createRealMatrix(free.length, free.length);
        double squares = 0;
        for (int row = 0; row < residuals.length; row++) {
            double residual = residuals[row];
            squares += residual * residual;
            var slope = jacobian.getRowVector(row);
            double leverage = slope.dotProduct(inverse.operate(slope));
            double deleted = residual / Math.max(1 - leverage, SMALLEST_SLACK);
            middle = middle.add(slope.outerProduct(slope).scalarMultiply(deleted * deleted));
        }
        RealMatrix classical = inverse.scalarMultiply(squares / (residuals.length - free.length));
        RealMatrix robust = inverse.multiply(middle).multiply(inverse);
        double[] errors = new double[free.length];
        for (int i = 0; i < free.length; i++) {
            errors[i] = Math.sqrt(Math.max(classical.getEntry(i, i), robust.getEntry(i, i))) / norms[i];
        }
        return errors;
    }

    /** Gives each column the length 1, so that units do not count as bad condition. */
    private static double[] normalise(RealMatrix jacobian, List<Parameter> parameters, int[] free) {
        double[] norms = new double[free.length];
        for (int i = 0; i < free.length; i++) {
            norms[i] = jacobian.getColumnVector(i).getNorm();
            if (!(norms[i] > 0) || Double.isInfinite(norms[i])) {
                throw new FitException("these rows say nothing about "
                        + parameters.get(free[i]).name() + "; add rows of other sizes");
            }
            jacobian.setColumnVector(i, jacobian.getColumnVector(i).mapDivide(norms[i]));
        }
        return norms;
    }

    private static void requireSettled(
            SingularValueDecomposition decomposition, List<Parameter> parameters, int[] free) {
        if (decomposition.getConditionNumber() <= WORST_CONDITION) {
            return;
        }
        var open = decomposition.getV().getColumnVector(free.length - 1);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < free.length; i++) {
            if (Math.abs(open.getEntry(i)) >= NAMED_SHARE) {
                names.add(parameters.get(free[i]).name());
            }
        }
        throw new FitException("these rows cannot tell %s apart (condition %.1e); add rows of other sizes"
                .formatted(String.join(", ", names), decomposition.getConditionNumber()));
    }
}
