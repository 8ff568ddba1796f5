package io.wattledger.estimator.method;

import io.wattledger.estimator.Flops;

/**
 * η(c) = η_max (1 − exp(−k c^α)), the share of a GPU's peak that an operation of c TFLOP achieves; equation 4 of
 * "Modeling Energy Consumption in Deep Learning Architectures Using Power Laws".
 *
 * @param maxPercent η_max, percent of the peak
 * @param k decay rate
 * @param alpha exponent
 */
public record EfficiencyLaw(double maxPercent, double k, double alpha) {

    private static final double TERA = 1e12;
    private static final double PERCENT = 100;

    public EfficiencyLaw {
        if (!(maxPercent > 0 && maxPercent <= PERCENT) || !(k > 0) || !(alpha > 0)) {
            throw new IllegalArgumentException(
                    "η_max %s, k %s, α %s: η_max must be above 0 and at most 100, k and α above 0"
                            .formatted(maxPercent, k, alpha));
        }
    }

    /** Efficiency at a number of operations, percent of the peak. */
    public double percent(Flops flops) {
        return maxPercent * -Math.expm1(-k * Math.pow(flops.value() / TERA, alpha));
    }

    /** Time of an operation, seconds; equation 3. */
    public double seconds(Flops flops, double peakFlopPerSecond) {
        return flops.value() == 0 ? 0 : flops.value() / (peakFlopPerSecond * percent(flops) / PERCENT);
    }
}
