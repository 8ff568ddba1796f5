package io.wattledger.standalone.workload;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

/** Reads single values; errors name the field and what to write instead. */
final class Values {

    /** Milliseconds below this lie before March 1973: someone wrote seconds. */
    private static final long SMALLEST_EPOCH_MILLIS = 100_000_000_000L;
    /** Milliseconds above this lie after the year 5138: someone wrote micro- or nanoseconds. */
    private static final long LARGEST_EPOCH_MILLIS = 100_000_000_000_000L;

    private Values() {}

    /** A whole number from 0. */
    static long count(String field, String text) throws BadLineException {
        return whole(field, text, 0, Long.MAX_VALUE);
    }

    static long whole(String field, String text, long min, long max) throws BadLineException {
        long value;
        try {
            value = Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw outOf(field, text, min, max);
        }
        if (value < min || value > max) {
            throw outOf(field, text, min, max);
        }
        return value;
    }

    private static BadLineException outOf(String field, String text, long min, long max) {
        String upTo = max == Long.MAX_VALUE ? "" : " to " + max;
        return BadLineException.inField(
                field, quoted(text) + " is not a whole number from " + min + upTo + "; correct it");
    }

    /** ISO-8601 with a zone, or milliseconds since the epoch. */
    static Instant time(String field, String text) throws BadLineException {
        if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return millis(field, text);
        }
        try {
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from);
        } catch (DateTimeException e) {
            throw BadLineException.inField(
                    field,
                    quoted(text) + " is no time; write ISO-8601 with a zone, 2026-03-01T12:00:00.000Z,"
                            + " or milliseconds since the epoch");
        }
    }

    private static Instant millis(String field, String text) throws BadLineException {
        long millis = whole(field, text, 0, Long.MAX_VALUE);
        if (millis < SMALLEST_EPOCH_MILLIS || millis > LARGEST_EPOCH_MILLIS) {
            throw BadLineException.inField(
                    field, quoted(text) + " is not in milliseconds since the epoch; convert it (13 digits today)");
        }
        return Instant.ofEpochMilli(millis);
    }

    /** The text as a message shows it: quoted, and not longer than a glance. */
    static String quoted(String text) {
        return '"' + (text.length() <= 60 ? text : text.substring(0, 57) + "…") + '"';
    }
}
