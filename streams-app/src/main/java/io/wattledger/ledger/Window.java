package io.wattledger.ledger;

import java.time.Duration;

/** The windows that totals are kept in: event time, UTC, aligned to the epoch, without grace. */
public enum Window {
    MINUTE(Duration.ofMinutes(1), "1m"),
    HOUR(Duration.ofHours(1), "1h"),
    DAY(Duration.ofDays(1), "1d");

    private final Duration length;
    private final String label;
    private final long millis;

    Window(Duration length, String label) {
        this.length = length;
        this.label = label;
        this.millis = length.toMillis();
    }

    /** Its length. */
    public Duration length() {
        return length;
    }

    /** Its length as people write it. */
    public String label() {
        return label;
    }

    /** Start of the window that the instant lies in, both in milliseconds since the epoch. */
    public long start(long instant) {
        return instant - Math.floorMod(instant, millis);
    }
}
