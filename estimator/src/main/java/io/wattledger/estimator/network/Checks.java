package io.wattledger.estimator.network;

import io.wattledger.estimator.EstimateException;

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

    static void multiple(String what, String field, int value, String unit, int of) {
        if (value % of != 0) {
            throw new EstimateException(
                    "%s: %s is %d; it must be a multiple of %s, %d".formatted(what, field, value, unit, of));
        }
    }
}
