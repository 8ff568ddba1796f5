package io.wattledger.estimator.cli.fit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Fits a curve by Levenberg–Marquardt from several starts and keeps the best. A parameter that ends beyond a bound is held
 * there, and the rest is fitted again.
 */
final class CurveFit {

    private final List<Coefficient> coefficients;
    private final double[] predicted;

    private CurveFit(List<Coefficient> coefficients, double[] predicted) {
        this.coefficients = List.copyOf(coefficients);
        this.predicted = predicted;
    }

    /** All parameters with intervals, or the reason why there is none. */
    List<Coefficient> coefficients() {
        return coefficients;
    }

    /** The curve, per row. */
    double[] predicted() {
        return predicted.clone();
    }

    /**
     * Fits.
     *
     * @param weights of the residuals, per row
     * @param starts values of all parameters, each within its domain
     * @throws FitException if the rows are too few, no start converges or the rows leave the parameters open
     */
    static CurveFit fit(
            Curve curve, double[] observed, double[] weights, List<Parameter> parameters, List<double[]> starts) {
        List<Parameter> current = new ArrayList<>(parameters);
        List<double[]> from = starts.stream().map(double[]::clone).toList();
        while (true) {
            requireRows(observed.length, current);
            Descent descent = new Descent(curve, observed, weights, current);
            Descent.End end = from.stream()
                    .map(descent::run)
                    .min(Comparator.comparingDouble(Descent.End::cost))
                    .orElseThrow();
            if (!holdAtBound(current, from, end.values())) {
                return finish(curve, descent, end, current, parameters);
            }
        }
    }

    private static void requireRows(int rows, List<Parameter> parameters) {
        long free = parameters.stream().filter(Parameter::free).count();
        if (rows <= free) {
            throw new FitException("%d rows cannot settle %d coefficients; at least %d rows are needed"
                    .formatted(rows, free, free + 1));
        }
    }

    private static boolean holdAtBound(List<Parameter> current, List<double[]> starts, double[] end) {
        boolean held = false;
        for (int i = 0; i < end.length; i++) {
            OptionalDouble bound = current.get(i).domain().crossed(end[i]);
            if (bound.isPresent()) {
                int index = i;
                current.set(i, current.get(i).held());
                starts.forEach(start -> start[index] = bound.getAsDouble());
                held = true;
            }
        }
        return held;
    }

    private static CurveFit finish(
            Curve curve, Descent descent, Descent.End end, List<Parameter> current, List<Parameter> asked) {
        if (!Double.isFinite(end.cost())) {
            throw new FitException("the fit failed: the curve has no value at these sizes; check the rows' units");
        }
        Uncertainty uncertainty = Uncertainty.of(descent, end.values(), current);
        if (!end.converged()) {
            throw new FitException("the fit did not converge; rows over a wider range of sizes would settle it");
        }
        List<Coefficient> coefficients = new ArrayList<>();
        for (int i = 0; i < end.values().length; i++) {
            Coefficient.Origin origin = origin(current.get(i), asked.get(i));
            coefficients.add(new Coefficient(current.get(i).name(), end.values()[i], uncertainty.interval(i), origin));
        }
        return new CurveFit(coefficients, curve.values(end.values()));
    }

    private static Coefficient.Origin origin(Parameter end, Parameter asked) {
        if (end.free()) {
            return Coefficient.Origin.FITTED;
        }
        return asked.free() ? Coefficient.Origin.BOUND : Coefficient.Origin.GIVEN;
    }
}
