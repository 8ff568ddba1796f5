package io.wattledger.estimator.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Times as people write them, UTC where they do not say. */
public final class Moments {

    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private Moments() {}

    /** A day, which is its first instant in UTC, or an instant, to the millisecond; empty if the text is neither. */
    public static Optional<Instant> parse(String text) {
        try {
            Instant instant = text.length() <= "2026-11-21".length()
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
            boolean usable = !instant.isBefore(EARLIEST) && !instant.isAfter(LATEST);
            return usable ? Optional.of(instant.truncatedTo(ChronoUnit.MILLIS)) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
