package io.wattledger.estimator;

/**
 * Measured over predicted: between low and high in 90 of 100 cases.
 *
 * @param low above 0 and at most 1
 * @param high 1 or more
 */
public record Spread(double low, double high) {

    /** @throws EstimateException if 1 is not between the ends */
    public Spread {
        if (!(low > 0 && low <= 1 && high >= 1) || Double.isInfinite(high)) {
            throw new EstimateException("a spread must be low <= 1 <= high, but is %s to %s".formatted(low, high));
        }
    }

    /** Whether it has a measured over predicted in it, the ends included. */
    public boolean holds(double ratio) {
        return low <= ratio && ratio <= high;
    }
}
