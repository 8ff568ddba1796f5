package io.wattledger.estimator.network;

import io.wattledger.estimator.EstimateException;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;

/** What every size must be. */
final class Checks {

    private Checks() {}

    static void positive(String what, String field, long value) {
        if (value < 1) {
            throw new EstimateException("%s: %s is %d; it must be at least 1".formatted(what, field, value));
        }
    }

    static void notNegative(String what, String field, long value) {
        if (value < 0) {
            throw new EstimateException("%s: %s is %d; it must be at least 0".formatted(what, field, value));
        }
    }

    /**
     * The sum of counts.
     *
     * @throws EstimateException if it is no whole number of 64 bits
     */
    static long sum(LongStream counts) {
        return counting(() -> counts.reduce(0, Math::addExact));
    }

    /** A count by exact arithmetic. */
    static long counting(LongSupplier count) {
        try {
            return count.getAsLong();
        } catch (ArithmeticException e) {
            EstimateException tooLarge = new EstimateException(
                    "too many operations to count (more than 2^63); make the batch or the input smaller");
            tooLarge.initCause(e);
            throw tooLarge;
        }
    }

    static void multiple(String what, String field, int value, String unit, int of) {
        if (value % of != 0) {
            throw new EstimateException(
                    "%s: %s is %d; it must be a multiple of %s, %d".formatted(what, field, value, unit, of));
        }
    }
}
