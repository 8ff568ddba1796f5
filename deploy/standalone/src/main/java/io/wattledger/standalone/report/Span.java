package io.wattledger.standalone.report;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Some time, in a time zone.
 *
 * @param from its first moment
 * @param to the first moment after it
 */
record Span(ZonedDateTime from, ZonedDateTime to) {

    /** @throws IllegalArgumentException if it is empty or does not lie on whole minutes */
    Span {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("a period that begins at %s cannot end at %s".formatted(from, to));
        }
        for (ZonedDateTime end : List.of(from, to)) {
            if (!end.equals(end.truncatedTo(ChronoUnit.MINUTES))) {
                throw new IllegalArgumentException(
                        "the books are kept by the minute, so a period cannot end at " + end);
            }
        }
    }

    /** How finely a report is broken down in time. */
    enum Granularity {
        TOTAL,
        MONTH,
        DAY,
        HOUR;

        /** Its name in options and JSON. */
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    long begin() {
        return from.toInstant().toEpochMilli();
    }

    long end() {
        return to.toInstant().toEpochMilli();
    }

    boolean contains(long instant) {
        return begin() <= instant && instant < end();
    }

    /** Calendar months, days or hours of the zone; the first and the last may be cut off. Hours are 60 minutes whatever the clock does. */
    List<Span> split(Granularity granularity) {
        List<Span> parts = new ArrayList<>();
        ZonedDateTime start = from;
        while (start.isBefore(to)) {
            ZonedDateTime next =
                    switch (granularity) {
                        case TOTAL -> to;
                        case MONTH -> startOfMonth(start).plusMonths(1);
                        case DAY -> start.toLocalDate().plusDays(1).atStartOfDay(start.getZone());
                        case HOUR -> start.plusHours(1).truncatedTo(ChronoUnit.HOURS);
                    };
            ZonedDateTime end = next.isBefore(to) ? next : to;
            parts.add(new Span(start, end));
            start = end;
        }
        return parts;
    }

    /** As long before: as many months where it is whole months, as many days where it is whole days, else as many minutes. */
    Span previous() {
        if (isStartOfMonth(from) && isStartOfMonth(to)) {
            long months = ChronoUnit.MONTHS.between(from.toLocalDate(), to.toLocalDate());
            return new Span(startOfMonth(from.minusMonths(months)), from);
        }
        if (isStartOfDay(from) && isStartOfDay(to)) {
            long days = ChronoUnit.DAYS.between(from.toLocalDate(), to.toLocalDate());
            return new Span(from.toLocalDate().minusDays(days).atStartOfDay(from.getZone()), from);
        }
        return new Span(from.minus(Duration.between(from, to)), from);
    }

    static ZonedDateTime startOfMonth(ZonedDateTime time) {
        return time.toLocalDate().withDayOfMonth(1).atStartOfDay(time.getZone());
    }

    private static boolean isStartOfMonth(ZonedDateTime time) {
        return startOfMonth(time).isEqual(time);
    }

    private static boolean isStartOfDay(ZonedDateTime time) {
        return time.toLocalDate().atStartOfDay(time.getZone()).isEqual(time);
    }
}
