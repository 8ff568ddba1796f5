package io.wattledger.estimator.cli.fit;

import io.wattledger.estimator.method.EfficiencyLaw;
import java.util.List;

/**
 * Efficiency in percent by {@link EfficiencyLaw}, over rows. It writes the formula again because the descent leaves the
 * bounds on its way (η_max &gt; 100) and needs derivatives; a test holds the two together.
 */
record EfficiencyCurve(List<EfficiencyPair> rows) implements Curve {

    static final int MAX_PERCENT = 0;
    static final int K = 1;
    static final int ALPHA = 2;

    private static final double TERA = 1e12;

    @Override
    public double[] values(double[] parameters) {
        return rows.stream()
                .mapToDouble(row -> parameters[MAX_PERCENT] * -Math.expm1(-exponent(row, parameters)))
                .toArray();
    }

    @Override
    public double[][] slopes(double[] parameters) {
        return rows.stream().map(row -> slopes(row, parameters)).toArray(double[][]::new);
    }

    private static double[] slopes(EfficiencyPair row, double[] parameters) {
        double exponent = exponent(row, parameters);
        double missing = Math.exp(-exponent);
        // Far in the saturation the exponent may overflow; nothing moves there.
        double moved = missing == 0 ? 0 : parameters[MAX_PERCENT] * missing * exponent;
        return new double[] {-Math.expm1(-exponent), moved / parameters[K], moved * Math.log(row.flops() / TERA)};
    }

    private static double exponent(EfficiencyPair row, double[] parameters) {
        return parameters[K] * Math.pow(row.flops() / TERA, parameters[ALPHA]);
    }
}
