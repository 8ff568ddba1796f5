package io.wattledger.estimator.method;

/**
 * Energy of one design over that of another.
 *
 * @param low lower end of the range
 * @param central of the central figures
 * @param high upper end of the range
 */
public record Ratio(double low, double central, double high) {

    /** A design over itself. */
    public static final Ratio ONE = new Ratio(1, 1, 1);

    public Ratio {
        if (!(low > 0 && low <= central && central <= high && Double.isFinite(high))) {
            throw new IllegalArgumentException("ratio of %s to %s around %s: must be above 0 and in ascending order"
                    .formatted(low, high, central));
        }
    }

    /** The other design over this one. */
    public Ratio inverse() {
        return new Ratio(1 / high, 1 / central, 1 / low);
    }

    /** Whether the range leaves open which of both needs less. */
    public boolean open() {
        return low <= 1 && high >= 1;
    }
}
