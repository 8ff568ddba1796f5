package io.wattledger.estimator.reproduce;

/**
 * How far a computed value may be from a printed one.
 *
 * @param absolute in the figure's unit
 * @param basis why that far
 */
public record Tolerance(double absolute, String basis) {

    /** Decimal fractions have no exact double: half a unit must not fail by that. */
    private static final double BINARY_NOISE = 1 + 1e-6;

    /** Rounds to the printed digits. */
    static Tolerance rounding(Published published) {
        return new Tolerance(published.unit() / 2, "rounds to the printed digits");
    }

    /** One unit in the last printed digit. */
    static Tolerance oneUnit(Published published, String why) {
        return new Tolerance(published.unit(), "one unit in the last printed digit: " + why);
    }

    /** Rounds to the printed digits for some value of an input that rounds to the input's printed digits. */
    static Tolerance inputs(Published published, double slack, String which) {
        return new Tolerance(published.unit() / 2 + slack, "within the rounding of " + which);
    }

    /** What a text calls "approximately". */
    static Tolerance approximately(Published published, double share) {
        return new Tolerance(
                Math.abs(published.value()) * share, "\"approximately\": within %.0f %%".formatted(share * 100));
    }

    boolean holds(double published, double computed) {
        return Math.abs(computed - published) <= absolute * BINARY_NOISE;
    }
}
