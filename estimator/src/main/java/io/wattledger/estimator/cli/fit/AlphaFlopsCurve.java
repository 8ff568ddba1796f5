package io.wattledger.estimator.cli.fit;

import io.wattledger.estimator.method.AlphaFlopsCoefficients;
import java.util.List;

/**
 * Time in milliseconds by {@link AlphaFlopsCoefficients}, over rows. It writes the formula again because the descent leaves
 * the bounds on its way (γ &gt; 1) and needs derivatives; a test holds the two together.
 */
record AlphaFlopsCurve(List<ConvolutionTiming> rows) implements Curve {

    static final int UNARY_BETA = 0;
    static final int UNARY_GAMMA = 1;
    static final int LARGER_BETA = 2;
    static final int LARGER_GAMMA = 3;
    static final int SCALE = 4;
    static final int FLOOR = 5;

    private static final double MEGA = 1e6;

    @Override
    public double[] values(double[] parameters) {
        return rows.stream()
                .mapToDouble(row -> arithmetic(row, parameters) + parameters[FLOOR])
                .toArray();
    }

    @Override
    public double[][] slopes(double[] parameters) {
        return rows.stream().map(row -> slopes(row, parameters)).toArray(double[][]::new);
    }

    private static double[] slopes(ConvolutionTiming row, double[] parameters) {
        double time = arithmetic(row, parameters);
        double beta = parameters[row.unary() ? UNARY_BETA : LARGER_BETA];
        double gamma = parameters[row.unary() ? UNARY_GAMMA : LARGER_GAMMA];
        double share = share(row, beta);
        double[] slopes = new double[parameters.length];
        slopes[row.unary() ? UNARY_BETA : LARGER_BETA] = time * gamma * (1 - least(row) / row.positions()) / share;
        slopes[row.unary() ? UNARY_GAMMA : LARGER_GAMMA] = time * Math.log(share);
        slopes[SCALE] = time / parameters[SCALE];
        slopes[FLOOR] = 1;
        return slopes;
    }

    private static double arithmetic(ConvolutionTiming row, double[] parameters) {
        double beta = parameters[row.unary() ? UNARY_BETA : LARGER_BETA];
        double gamma = parameters[row.unary() ? UNARY_GAMMA : LARGER_GAMMA];
        return parameters[SCALE] * row.macs() / MEGA * Math.pow(share(row, beta), gamma);
    }

    private static double share(ConvolutionTiming row, double beta) {
        double least = least(row);
        return (least + beta * (row.positions() - least)) / row.positions();
    }

    /** S_K = 1 + ln(K1 K2), at most S. */
    private static double least(ConvolutionTiming row) {
        return Math.min(row.positions(), 1 + Math.log((double) row.kernelHeight() * row.kernelWidth()));
    }
}
