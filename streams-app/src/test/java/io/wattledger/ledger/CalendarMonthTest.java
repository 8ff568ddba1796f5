package io.wattledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.wattledger.ledger.CalendarMonth.Stretch;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalendarMonthTest {

    @ParameterizedTest
    @CsvSource({
        "UTC, 2026-11-30T23:59:00Z, 2026-11, 2026-11-01T00:00:00Z, 2026-12-01T00:00:00Z",
        "UTC, 2026-12-01T00:00:00Z, 2026-12, 2026-12-01T00:00:00Z, 2027-01-01T00:00:00Z",
        // Summer time ends on the 25th: an hour more.
        "Europe/Berlin, 2026-09-30T21:59:00Z, 2026-09, 2026-08-31T22:00:00Z, 2026-09-30T22:00:00Z",
        "Europe/Berlin, 2026-09-30T22:00:00Z, 2026-10, 2026-09-30T22:00:00Z, 2026-10-31T23:00:00Z",
        "Europe/Berlin, 2026-10-31T22:59:00Z, 2026-10, 2026-09-30T22:00:00Z, 2026-10-31T23:00:00Z",
        "Europe/Berlin, 2026-10-31T23:00:00Z, 2026-11, 2026-10-31T23:00:00Z, 2026-11-30T23:00:00Z",
        "America/New_York, 2026-11-01T03:59:00Z, 2026-10, 2026-10-01T04:00:00Z, 2026-11-01T04:00:00Z",
        "Asia/Kolkata, 2026-10-31T18:30:00Z, 2026-11, 2026-10-31T18:30:00Z, 2026-11-30T18:30:00Z"
    })
    void shouldBeginAndEndAtMidnightOfItsZone(ZoneId zone, Instant instant, String name, Instant start, Instant end) {
        CalendarMonth month = CalendarMonth.of(instant.toEpochMilli(), zone);
        assertThat(month.month()).hasToString(name);
        assertThat(Instant.ofEpochMilli(month.start())).isEqualTo(start);
        assertThat(Instant.ofEpochMilli(month.end())).isEqualTo(end);
    }

    @Test
    void shouldBeMadeOfDaysAloneInUtcAndOfHoursAndMinutesWhereItsDaysBeginInBetween() {
        assertThat(november("UTC").windows())
                .containsExactly(stretch(Window.DAY, "2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z"));
        assertThat(november("Europe/Berlin").windows())
                .containsExactly(
                        stretch(Window.HOUR, "2026-10-31T23:00:00Z", "2026-11-01T00:00:00Z"),
                        stretch(Window.DAY, "2026-11-01T00:00:00Z", "2026-11-30T00:00:00Z"),
                        stretch(Window.HOUR, "2026-11-30T00:00:00Z", "2026-11-30T23:00:00Z"));
        assertThat(november("Asia/Kolkata").windows())
                .containsExactly(
                        stretch(Window.MINUTE, "2026-10-31T18:30:00Z", "2026-10-31T19:00:00Z"),
                        stretch(Window.HOUR, "2026-10-31T19:00:00Z", "2026-11-01T00:00:00Z"),
                        stretch(Window.DAY, "2026-11-01T00:00:00Z", "2026-11-30T00:00:00Z"),
                        stretch(Window.HOUR, "2026-11-30T00:00:00Z", "2026-11-30T18:00:00Z"),
                        stretch(Window.MINUTE, "2026-11-30T18:00:00Z", "2026-11-30T18:30:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UTC",
                "Europe/Berlin",
                "America/New_York",
                "Australia/Lord_Howe",
                "Asia/Kathmandu",
                "Pacific/Apia"
            })
    void shouldHoldEachMinuteOnceOverTheYears(ZoneId zone) {
        long instant = Instant.parse("2020-01-15T00:00:00Z").toEpochMilli();
        CalendarMonth before = CalendarMonth.of(instant, zone);
        for (int i = 0; i < 120; i++) {
            CalendarMonth month = CalendarMonth.of(before.end(), zone);
            assertThat(month.start()).isEqualTo(before.end());
            assertThat(month.month()).isEqualTo(before.month().plusMonths(1));
            assertThat(month.contains(month.start() - 1)).isFalse();
            assertThat(month.contains(month.start())).isTrue();
            assertThat(month.contains(month.end())).isFalse();
            long to = month.start();
            for (Stretch stretch : month.windows()) {
                assertThat(stretch.from()).isEqualTo(to).isLessThan(stretch.to());
                assertThat(stretch.window().start(stretch.from())).isEqualTo(stretch.from());
                assertThat(stretch.window().start(stretch.to())).isEqualTo(stretch.to());
                to = stretch.to();
            }
            assertThat(to).isEqualTo(month.end());
            before = month;
        }
    }

    private static CalendarMonth november(String zone) {
        return CalendarMonth.of(Instant.parse("2026-11-15T00:00:00Z").toEpochMilli(), ZoneId.of(zone));
    }

    private static Stretch stretch(Window window, String from, String to) {
        return new Stretch(
                window, Instant.parse(from).toEpochMilli(), Instant.parse(to).toEpochMilli());
    }
}
