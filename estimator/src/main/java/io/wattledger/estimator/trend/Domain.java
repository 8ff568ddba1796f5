package io.wattledger.estimator.trend;

import java.util.Locale;

/** What a series is about. */
public enum Domain {
    VISION,
    LANGUAGE,
    GPU;

    /** The name in output. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
