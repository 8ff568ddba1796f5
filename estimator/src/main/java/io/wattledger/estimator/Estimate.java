package io.wattledger.estimator;

import java.util.function.Function;

/**
 * A quantity that is known to a range. Ordered by construction: low ≤ central ≤ high.
 *
 * @param low lower end of the 90 % range
 * @param central the best single figure
 * @param high upper end of the 90 % range
 */
public record Estimate<Q extends Quantity<Q>>(Q low, Q central, Q high) {

    public Estimate {
        if (low.compareTo(central) > 0 || central.compareTo(high) > 0) {
            throw new IllegalArgumentException("low %s, central %s, high %s: must be in ascending order"
                    .formatted(low.value(), central.value(), high.value()));
        }
    }

    /** A quantity without a range: a constant, or a meter's reading. */
    public static <Q extends Quantity<Q>> Estimate<Q> exactly(Q value) {
        return new Estimate<>(value, value, value);
    }

    /**
     * The sum, low to low and high to high. Errors are taken as dependent (the same host share, the same
     * stack), so a range never shrinks by adding.
     */
    public Estimate<Q> plus(Estimate<Q> other) {
        return new Estimate<>(low.plus(other.low), central.plus(other.central), high.plus(other.high));
    }

    /** The range times a factor without a unit, which must not be negative. */
    public Estimate<Q> times(double factor) {
        return map(quantity -> quantity.times(factor));
    }

    /** The range in another unit. The conversion must not fall as its argument grows. */
    public <R extends Quantity<R>> Estimate<R> map(Function<? super Q, ? extends R> conversion) {
        return new Estimate<>(conversion.apply(low), conversion.apply(central), conversion.apply(high));
    }
}
