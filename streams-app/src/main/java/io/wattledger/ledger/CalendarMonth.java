package io.wattledger.ledger;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * A calendar month of a time zone.
 *
 * @param start its beginning, milliseconds since the epoch
 * @param end that of the next one
 */
public record CalendarMonth(YearMonth month, long start, long end) {

    /** The month of the zone that the instant, milliseconds since the epoch, lies in. */
    public static CalendarMonth of(long instant, ZoneId zone) {
        YearMonth month = YearMonth.from(Instant.ofEpochMilli(instant).atZone(zone));
        return new CalendarMonth(month, start(month, zone), start(month.plusMonths(1), zone));
    }

    private static long start(YearMonth month, ZoneId zone) {
        return month.atDay(1).atStartOfDay(zone).toInstant().toEpochMilli();
    }

    /** Whether the instant lies in it. */
    public boolean contains(long instant) {
        return start <= instant && instant < end;
    }

    /**
     * Windows of one length, one after the other.
     *
     * @param from start of the first
     * @param to end of the last
     */
    public record Stretch(Window window, long from, long to) {}

    /** The longest windows that make it up: days, and at its ends hours and minutes where the zone's days begin in between. */
    public List<Stretch> windows() {
        long firstHour = end(Window.HOUR, start);
        long firstDay = end(Window.DAY, start);
        long lastDay = Window.DAY.start(end);
        long lastHour = Window.HOUR.start(end);
        List<Stretch> stretches = new ArrayList<>(List.of(
                new Stretch(Window.MINUTE, start, firstHour),
                new Stretch(Window.HOUR, firstHour, firstDay),
                new Stretch(Window.DAY, firstDay, lastDay),
                new Stretch(Window.HOUR, lastDay, lastHour),
                new Stretch(Window.MINUTE, lastHour, end)));
        stretches.removeIf(stretch -> stretch.from() == stretch.to());
        return stretches;
    }

    /** Start of the first window that does not begin before the instant. */
    private static long end(Window window, long instant) {
        return window.start(instant + window.length().toMillis() - 1);
    }
}
