package io.wattledger.ledger;

import java.time.Duration;

/** The windows that totals are kept in: event time, UTC, aligned to the epoch, without grace. */
public enum Window {
    MINUTE(Duration.ofMinutes(1)),
    HOUR(Duration.ofHours(1)),
    DAY(Duration.ofDays(1));

    private final Duration length;
    private final long millis;

    Window(Duration length) {
        this.length = length;
        this.millis = length.toMillis();
    }

    /** Its length. */
    public Duration length() {
        return length;
    }

    /** Start of the window that the instant lies in, both in milliseconds since the epoch. */
    public long start(long instant) {
        return instant - Math.floorMod(instant, millis);
    }
}
