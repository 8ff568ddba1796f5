package io.wattledger.standalone.audit;

import java.time.Instant;
import java.util.Comparator;

/** A window of some dimensions, by its start in milliseconds since the epoch. */
record Window(Span span, long start, Dimensions dimensions) implements Comparable<Window> {

    private static final Comparator<Window> ORDER =
            Comparator.comparing(Window::span).thenComparingLong(Window::start).thenComparing(Window::dimensions);

    static Window minute(long time, Dimensions dimensions) {
        return new Window(Span.MINUTE, Rules.minute(time), dimensions);
    }

    /** The longer window that this one lies in. */
    Window in(Span longer) {
        return new Window(longer, longer.start(start), dimensions);
    }

    long end() {
        return start + span.seconds() * 1000L;
    }

    @Override
    public int compareTo(Window other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        String when =
                switch (span) {
                    case MINUTE -> "window " + Instant.ofEpochMilli(start);
                    case HOUR -> "hour " + Instant.ofEpochMilli(start);
                    case DAY -> "day " + Instant.ofEpochMilli(start);
                    case RUNNING -> "running total";
                };
        return when + ", " + dimensions;
    }
}
