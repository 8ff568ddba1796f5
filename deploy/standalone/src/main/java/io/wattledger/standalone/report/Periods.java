package io.wattledger.standalone.report;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/** Periods as people write them. */
final class Periods {

    private static final int MONTH = "2026-11".length();
    private static final int DAY = "2026-11-01".length();

    private Periods() {}

    /** A month, which is its first moment in the zone, a day, a local time, or a time with an offset; empty if it is none. */
    static Optional<ZonedDateTime> moment(String text, ZoneId zone) {
        try {
            if (text.length() == MONTH) {
                return Optional.of(YearMonth.parse(text).atDay(1).atStartOfDay(zone));
            }
            if (text.length() == DAY) {
                return Optional.of(LocalDate.parse(text).atStartOfDay(zone));
            }
            return Optional.of(
                    hasOffset(text)
                            ? OffsetDateTime.parse(text).atZoneSameInstant(zone)
                            : LocalDateTime.parse(text).atZone(zone));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static boolean hasOffset(String text) {
        return text.endsWith("Z") || text.lastIndexOf('+') > DAY || text.lastIndexOf('-') >= DAY;
    }

    /** What comes after a month or a day that stands alone; empty if it is neither. */
    static Optional<ZonedDateTime> after(String text, ZonedDateTime moment) {
        return text.length() == MONTH
                ? Optional.of(moment.toLocalDate().plusMonths(1).atStartOfDay(moment.getZone()))
                : text.length() == DAY
                        ? Optional.of(moment.toLocalDate().plusDays(1).atStartOfDay(moment.getZone()))
                        : Optional.empty();
    }
}
