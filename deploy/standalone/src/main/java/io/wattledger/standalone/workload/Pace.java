package io.wattledger.standalone.workload;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How fast a trace is replayed. */
public sealed interface Pace {

    /** Trace time runs {@code factor} times as fast as the clock. */
    static Pace speed(double factor) {
        return new Speed(factor);
    }

    /** So many records a second, whatever their times. */
    static Pace rate(double recordsPerSecond) {
        return new Rate(recordsPerSecond);
    }

    /** As fast as the broker takes them. */
    static Pace max() {
        return new Max();
    }

    /**
     * Reads {@code 60x}, {@code 500/s} or {@code max}.
     *
     * @throws IllegalArgumentException if it is none of them
     */
    static Pace parse(String text) {
        if (text.equals("max")) {
            return max();
        }
        Matcher matcher = Syntax.PATTERN.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("pace " + Values.quoted(text)
                    + " is not understood; write 60x (times the trace's own), 500/s (records a second) or max");
        }
        double number = Double.parseDouble(matcher.group(1));
        return matcher.group(2).equals("x") ? speed(number) : rate(number);
    }

    /**
     * Nanoseconds after the start of the replay at which a record is due.
     *
     * @param index records before it
     * @param offset trace time since the trace's first record
     */
    long dueNanos(long index, Duration offset);

    record Speed(double factor) implements Pace {
        public Speed {
            Syntax.checkPositive(factor, "a speed");
        }

        @Override
        public long dueNanos(long index, Duration offset) {
            return (long) (offset.toNanos() / factor);
        }
    }

    record Rate(double recordsPerSecond) implements Pace {
        public Rate {
            Syntax.checkPositive(recordsPerSecond, "a rate");
        }

        @Override
        public long dueNanos(long index, Duration offset) {
            return (long) (index * (1e9 / recordsPerSecond));
        }
    }

    record Max() implements Pace {
        @Override
        public long dueNanos(long index, Duration offset) {
            return 0;
        }
    }

    /** How a pace is written. */
    final class Syntax {
        private static final Pattern PATTERN = Pattern.compile("(\\d+(?:\\.\\d+)?)(x|/s)");

        private Syntax() {}

        private static void checkPositive(double value, String what) {
            if (!(value > 0) || Double.isInfinite(value)) {
                throw new IllegalArgumentException(what + " is a number above 0, not " + value);
            }
        }
    }
}
