package io.wattledger.config;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the constructors of the sections check; all that is wrong in a section is reported at once. */
final class Check {

    private final Map<String, String> broken = new LinkedHashMap<>();

    void that(String key, boolean holds, String rule) {
        if (!holds) {
            broken.put(key, rule);
        }
    }

    void positive(String key, Duration value) {
        that(key, !value.isNegative() && !value.isZero(), "must be longer than 0");
    }

    /** @throws InvalidValues if a rule is broken. */
    void done() {
        if (!broken.isEmpty()) {
            throw new InvalidValues(broken);
        }
    }

    /** Values that have the right type and break a rule. */
    static final class InvalidValues extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        private final transient Map<String, String> rulesByKey;

        InvalidValues(Map<String, String> rulesByKey) {
            super(rulesByKey.toString());
            this.rulesByKey = Collections.unmodifiableMap(rulesByKey);
        }

        Map<String, String> rulesByKey() {
            return rulesByKey;
        }
    }
}
