package io.wattledger.ledger;

/**
 * An estimated rate with its 90 % range, {@code 0 <= low <= central <= high}; the unit is that of the field that holds it.
 */
public record Range(double low, double central, double high) {

    /** The rate 0. */
    public static final Range ZERO = new Range(0, 0, 0);

    /** @throws IllegalArgumentException if a value is not finite, negative or out of order. */
    public Range {
        if (!(low >= 0 && low <= central && central <= high && high < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "a rate must satisfy 0 <= low <= central <= high, but is " + low + ", " + central + ", " + high);
        }
    }

    /** The rate that lies this share of the way from one to another; rounding leaves it in order. */
    static Range between(Range from, Range to, double share) {
        double low = from.low + share * (to.low - from.low);
        double central = Math.max(low, from.central + share * (to.central - from.central));
        return new Range(low, central, Math.max(central, from.high + share * (to.high - from.high)));
    }
}
