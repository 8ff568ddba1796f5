package io.wattledger.config;

import java.time.Duration;

/** What the constructors of the sections check. */
final class Check {

    private Check() {}

    static void that(String key, boolean holds, String rule) {
        if (!holds) {
            throw new InvalidValue(key + " " + rule);
        }
    }

    static void positive(String key, Duration value) {
        that(key, !value.isNegative() && !value.isZero(), "must be longer than 0");
    }

    /** A value that has the right type and breaks a rule. */
    static final class InvalidValue extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        InvalidValue(String message) {
            super(message);
        }
    }
}
