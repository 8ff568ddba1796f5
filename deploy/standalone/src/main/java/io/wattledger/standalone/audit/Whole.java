package io.wattledger.standalone.audit;

/** Whole units. */
final class Whole {

    private Whole() {}

    /** @throws ArithmeticException if a long cannot hold it */
    static long rounded(double amount) {
        if (!(Math.abs(amount) < 0x1p63)) {
            throw new ArithmeticException("an amount of " + amount);
        }
        return Math.round(amount);
    }
}
