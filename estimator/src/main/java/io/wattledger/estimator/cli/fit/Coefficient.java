package io.wattledger.estimator.cli.fit;

import java.util.Optional;

/**
 * A coefficient as a fit left it.
 *
 * @param name as JSON and files call it
 * @param interval empty where the rows did not decide it
 */
public record Coefficient(String name, double value, Optional<Interval> interval, Origin origin) {

    /** What decided a coefficient. */
    public enum Origin {
        /** The rows. */
        FITTED(""),
        /** Its bound: the rows ask for a value beyond it. */
        BOUND("at its bound, held there"),
        /** Nobody asked the rows, or they could not tell. */
        GIVEN("not fitted");

        private final String note;

        Origin(String note) {
            this.note = note;
        }

        /** What a table says beside the value. */
        public String note() {
            return note;
        }
    }
}
