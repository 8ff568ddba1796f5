package io.wattledger.ledger;

/**
 * A fixed-point amount with its 90 % range. Amounts add and subtract exactly; a sum beyond the range of {@code long} (9.2e12
 * joules, litres or grams) is an {@link ArithmeticException}, never a wrong number. Differences may be negative and need not be
 * ordered.
 *
 * @param <U> what it counts
 */
public record Amount<U extends Unit>(long low, long central, long high) {

    /** The amount 0. */
    public static <U extends Unit> Amount<U> zero() {
        return new Amount<>(0, 0, 0);
    }

    /** An amount that is known exactly: measured, or counted. */
    public static <U extends Unit> Amount<U> exactly(long value) {
        return new Amount<>(value, value, value);
    }

    /** Nearest whole units; ties go up. */
    static <U extends Unit> Amount<U> rounded(double low, double central, double high) {
        return new Amount<>(round(low), round(central), round(high));
    }

    /** The sum. */
    public Amount<U> plus(Amount<U> other) {
        return new Amount<>(
                Math.addExact(low, other.low), Math.addExact(central, other.central), Math.addExact(high, other.high));
    }

    /** The sum, at most the end of the range of a long: for figures that are shown, never for the books. */
    Amount<U> cappedPlus(Amount<U> other) {
        return new Amount<>(capped(low, other.low), capped(central, other.central), capped(high, other.high));
    }

    private static long capped(long a, long b) {
        long sum = a + b;
        boolean overflows = ((a ^ sum) & (b ^ sum)) < 0;
        return overflows ? (a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : sum;
    }

    /** The difference. */
    public Amount<U> minus(Amount<U> other) {
        return new Amount<>(
                Math.subtractExact(low, other.low),
                Math.subtractExact(central, other.central),
                Math.subtractExact(high, other.high));
    }

    private static long round(double value) {
        if (!(Math.abs(value) < 0x1p63)) {
            throw new ArithmeticException("an amount of " + value + " units does not fit the books");
        }
        return Math.round(value);
    }
}
