package io.wattledger.standalone.audit;

/** The windows that totals are kept in. */
public enum Span {
    MINUTE(60),
    HOUR(3_600),
    DAY(86_400),
    /** Everything since the books began: one window that starts at 0. */
    RUNNING(0);

    private final int seconds;

    Span(int seconds) {
        this.seconds = seconds;
    }

    int seconds() {
        return seconds;
    }

    long start(long time) {
        return this == RUNNING ? 0 : time - Math.floorMod(time, seconds * 1000L);
    }
}
