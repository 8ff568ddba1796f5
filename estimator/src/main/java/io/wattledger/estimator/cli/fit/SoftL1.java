package io.wattledger.estimator.cli.fit;

/**
 * The soft-L1 loss c²(√(1 + (r/c)²) − 1): residuals count as half their square while small, and linearly beyond the scale. Residuals that
 * went through the root of twice the loss are minimised by least squares.
 *
 * @param scale c, in units of the residuals
 */
record SoftL1(double scale) {

    /** The root of twice the loss, with the sign of r: r √(2 ÷ (1 + s)) with s = √(1 + (r/c)²). */
    double softened(double residual) {
        return residual * Math.sqrt(2 / (1 + root(residual)));
    }

    /** Its derivative. */
    double slope(double residual) {
        double root = root(residual);
        return Math.sqrt((1 + root) / 2) / root;
    }

    private double root(double residual) {
        return Math.hypot(1, residual / scale);
    }
}
