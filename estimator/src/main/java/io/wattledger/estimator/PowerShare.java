package io.wattledger.estimator;

/**
 * Power that an accelerator draws while it computes, over its thermal design power. ASSUMPTIONS, no document: nobody
 * measured the power of the runs that the methods build on.
 */
public final class PowerShare {

    /** ASSUMPTION: small kernels that wait for memory. */
    public static final double LOW_ASSUMED = 0.60;

    /** ASSUMPTION: full batches, near the power limit. */
    public static final double CENTRAL_ASSUMED = 0.85;

    /** The power limit itself: a board cannot draw more for long. */
    public static final double HIGH = 1.00;

    private PowerShare() {}

    /** Energy of a board that computes for a time that is known to a range, seconds. */
    public static Estimate<Joules> during(double low, double central, double high, Watts board) {
        return new Estimate<>(
                during(low, board).low(),
                during(central, board).central(),
                during(high, board).high());
    }

    /** Energy of a board that computes for a time, seconds. */
    public static Estimate<Joules> during(double seconds, Watts board) {
        Joules atPowerLimit = new Joules(board.value() * seconds);
        return new Estimate<>(
                atPowerLimit.times(LOW_ASSUMED), atPowerLimit.times(CENTRAL_ASSUMED), atPowerLimit.times(HIGH));
    }
}
