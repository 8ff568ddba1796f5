package io.wattledger.standalone.report;

import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as people say them: "November 2026", "1 to 15 November 2026". */
final class SpanText {

    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter SHORT_MONTH = DateTimeFormatter.ofPattern("MMM uu", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter SHORT_DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm", Locale.ENGLISH);

    private SpanText() {}

    /** Its last day is in it, unlike the moment at which it ends. */
    static String name(Span span) {
        if (!ofDays(span)) {
            return MOMENT.format(span.from()) + " to " + MOMENT.format(span.to());
        }
        LocalDate first = span.from().toLocalDate();
        LocalDate last = span.to().toLocalDate().minusDays(1);
        if (first.getDayOfMonth() == 1 && span.to().getDayOfMonth() == 1) {
            String from = MONTH.format(first);
            String to = MONTH.format(last);
            return from.equals(to) ? to : from + " to " + to;
        }
        if (first.equals(last)) {
            return DAY.format(first);
        }
        boolean oneMonth = first.withDayOfMonth(1).equals(last.withDayOfMonth(1));
        return (oneMonth ? String.valueOf(first.getDayOfMonth()) : DAY.format(first)) + " to " + DAY.format(last);
    }

    static String moment(ZonedDateTime time) {
        return MOMENT.format(time);
    }

    /** For an axis. */
    static String brief(Span span, Span.Granularity granularity) {
        return (granularity == Span.Granularity.MONTH ? SHORT_MONTH : SHORT_DAY).format(span.from());
    }

    private static boolean ofDays(Span span) {
        return startsDay(span.from()) && startsDay(span.to());
    }

    private static boolean startsDay(ZonedDateTime time) {
        return time.toLocalDate().atStartOfDay(time.getZone()).isEqual(time);
    }
}
