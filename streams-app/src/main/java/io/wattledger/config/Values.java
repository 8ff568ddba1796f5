package io.wattledger.config;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** From what a user writes to a typed value. */
final class Values {

    private static final Pattern DURATION = Pattern.compile("(\\d+)\\s*(ms|s|m|h|d)");

    private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");

    /** A century; sums of durations stay far within what milliseconds can hold. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private Values() {}

    /**
     * Parses a value.
     *
     * @throws IllegalArgumentException saying what was expected
     */
    static Object parse(Class<?> type, String text) {
        try {
            if (type == String.class) {
                return text;
            }
            if (type == int.class) {
                return Integer.parseInt(text);
            }
            if (type == long.class) {
                return Long.parseLong(text);
            }
            if (type == boolean.class) {
                return bool(text);
            }
            if (type == Duration.class) {
                return duration(text);
            }
            if (type == Instant.class) {
                return Instant.parse(text);
            }
            if (type == ZoneId.class) {
                return zone(text);
            }
            if (type == List.class) {
                return COMMA.splitAsStream(text).filter(part -> !part.isEmpty()).toList();
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("is not a whole number within range", e);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("is not an instant such as 2026-11-01T00:00:00Z", e);
        }
        throw new IllegalStateException("a configuration record has a component of type " + type);
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("is not a time zone such as UTC or Europe/Berlin", e);
        }
    }

    private static boolean bool(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("is neither true nor false");
        };
    }

    private static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("is not a duration such as 500ms, 10s, 5m, 12h or 32d");
        }
        long amount = Long.parseLong(matcher.group(1));
        ChronoUnit unit =
                switch (matcher.group(2)) {
                    case "ms" -> ChronoUnit.MILLIS;
                    case "s" -> ChronoUnit.SECONDS;
                    case "m" -> ChronoUnit.MINUTES;
                    case "h" -> ChronoUnit.HOURS;
                    default -> ChronoUnit.DAYS;
                };
        if (amount > LONGEST.dividedBy(unit.getDuration())) {
            throw new IllegalArgumentException("is longer than " + LONGEST.toDays() + "d");
        }
        return Duration.of(amount, unit);
    }
}
