package io.wattledger.estimator.cli.fit;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.optim.LocalizedOptimFormats;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresBuilder;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LevenbergMarquardtOptimizer;
import org.hipparchus.util.Pair;

/** One weighted least-squares problem in the free numbers of its parameters. */
final class Descent {

    private static final int MOST_STEPS = 1000;

    /** Keeps exp(free) and its square finite. */
    private static final double FARTHEST = 50;

    private final Curve curve;
    private final double[] observed;
    private final double[] weights;
    private final List<Parameter> parameters;

    Descent(Curve curve, double[] observed, double[] weights, List<Parameter> parameters) {
        this.curve = curve;
        this.observed = observed;
        this.weights = weights;
        this.parameters = List.copyOf(parameters);
    }

    /** Where a start led. */
    static final class End {

        private final double[] values;
        private final double cost;
        private final boolean converged;

        private End(Best best, boolean converged) {
            this.values = best.values;
            this.cost = best.cost;
            this.converged = converged;
        }

        /** Of all parameters. */
        double[] values() {
            return values;
        }

        /** Half the sum of squared weighted residuals; infinite where the curve has no value. */
        double cost() {
            return cost;
        }

        boolean converged() {
            return converged;
        }
    }

    End run(double[] start) {
        Best best = new Best(start);
        RealVector free = new ArrayRealVector(
                freeIndices().mapToDouble(i -> domain(i).toFree(start[i])).toArray());
        if (free.getDimension() == 0) {
            best.look(start);
            return new End(best, true);
        }
        var problem = new LeastSquaresBuilder()
                .start(free)
                .target(weighted(observed))
                .model(point -> evaluate(point, start, best))
                .parameterValidator(point -> point.map(each -> Math.max(-FARTHEST, Math.min(FARTHEST, each))))
                .maxEvaluations(MOST_STEPS)
                .maxIterations(MOST_STEPS)
                .build();
        try {
            new LevenbergMarquardtOptimizer().optimize(problem);
            return new End(best, true);
        } catch (MathRuntimeException e) {
            return new End(best, exhausted(e));
        }
    }

    /** The optimiser complains where rounding leaves nothing to gain: exact data end like that. */
    private static boolean exhausted(MathRuntimeException e) {
        return e.getSpecifier() == LocalizedOptimFormats.TOO_SMALL_COST_RELATIVE_TOLERANCE
                || e.getSpecifier() == LocalizedOptimFormats.TOO_SMALL_PARAMETERS_RELATIVE_TOLERANCE
                || e.getSpecifier() == LocalizedOptimFormats.TOO_SMALL_ORTHOGONALITY_TOLERANCE;
    }

    private Pair<RealVector, RealMatrix> evaluate(RealVector free, double[] start, Best best) {
        double[] values = start.clone();
        int[] indices = freeIndices().toArray();
        for (int i = 0; i < indices.length; i++) {
            values[indices[i]] = domain(indices[i]).fromFree(free.getEntry(i));
        }
        best.look(values);
        return new Pair<>(new ArrayRealVector(weighted(curve.values(values))), jacobian(values));
    }

    /** Derivatives of the weighted curve by the free numbers. */
    RealMatrix jacobian(double[] values) {
        int[] indices = freeIndices().toArray();
        double[][] slopes = curve.slopes(values);
        RealMatrix jacobian = MatrixUtils.createRealMatrix(slopes.length, indices.length);
        for (int row = 0; row < slopes.length; row++) {
            for (int i = 0; i < indices.length; i++) {
                int index = indices[i];
                jacobian.setEntry(
                        row,
                        i,
                        weights[row] * slopes[row][index] * domain(index).slope(values[index]));
            }
        }
        return jacobian;
    }

    int rows() {
        return observed.length;
    }

    /** What the residuals are, weighted, at the values. */
    double[] residuals(double[] values) {
        double[] predicted = curve.values(values);
        return IntStream.range(0, observed.length)
                .mapToDouble(i -> weights[i] * (observed[i] - predicted[i]))
                .toArray();
    }

    private double[] weighted(double[] values) {
        return IntStream.range(0, values.length)
                .mapToDouble(i -> weights[i] * values[i])
                .toArray();
    }

    IntStream freeIndices() {
        return IntStream.range(0, parameters.size())
                .filter(i -> parameters.get(i).free());
    }

    private Domain domain(int index) {
        return parameters.get(index).domain();
    }

    /** The best point that was looked at: what remains when the optimiser gives up. */
    private final class Best {

        private double[] values;
        private double cost = Double.POSITIVE_INFINITY;

        private Best(double[] start) {
            values = start.clone();
        }

        private void look(double[] at) {
            double sum = DoubleStream.of(residuals(at)).map(each -> each * each).sum();
            if (sum / 2 < cost) {
                cost = sum / 2;
                values = at.clone();
            }
        }
    }
}
