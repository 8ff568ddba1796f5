package io.wattledger.estimator;

/**
 * An amount in one unit: finite and never negative. Two amounts add up only if they share the unit.
 *
 * @param <Q> the implementing type
 */
public sealed interface Quantity<Q extends Quantity<Q>> extends Comparable<Q>
        permits Joules, Litres, Grams, Watts, Flops {

    /** The amount in the unit that the type names. */
    double value();

    /** The same unit with another amount. */
    Q withValue(double value);

    /** The sum; overflow to infinity is refused. */
    default Q plus(Q other) {
        return withValue(value() + other.value());
    }

    /** This amount times a factor without a unit. */
    default Q times(double factor) {
        return withValue(value() * factor);
    }

    @Override
    default int compareTo(Q other) {
        return Double.compare(value(), other.value());
    }

    /**
     * Returns the value, with -0.0 made 0.0.
     *
     * @throws IllegalArgumentException for NaN, infinity and negative values
     */
    static double checked(double value, String unit) {
        if (!Double.isFinite(value) || value < 0) {
            throw new IllegalArgumentException(
                    value + " " + unit + ": must be finite and not negative; check the terms it was computed from");
        }
        return value + 0.0;
    }
}
