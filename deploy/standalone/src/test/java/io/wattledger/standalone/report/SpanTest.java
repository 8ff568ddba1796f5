package io.wattledger.standalone.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpanTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static ZonedDateTime at(String text, ZoneId zone) {
        return Periods.moment(text, zone).orElseThrow();
    }

    private static Span span(String from, String to, ZoneId zone) {
        return new Span(at(from, zone), at(to, zone));
    }

    @Test
    void shouldHaveDaysOf23And25Hours() {
        List<Span> spring = span("2026-03-28", "2026-03-31", BERLIN).split(Span.Granularity.DAY);
        List<Span> autumn = span("2026-10-24", "2026-10-27", BERLIN).split(Span.Granularity.DAY);

        assertThat(spring)
                .map(day -> Duration.between(day.from(), day.to()).toHours())
                .containsExactly(24L, 23L, 24L);
        assertThat(autumn)
                .map(day -> Duration.between(day.from(), day.to()).toHours())
                .containsExactly(24L, 25L, 24L);
    }

    @Test
    void shouldSplitTheDayOf25HoursIntoSoMany() {
        List<Span> hours = span("2026-10-25", "2026-10-26", BERLIN).split(Span.Granularity.HOUR);

        assertThat(hours).hasSize(25).allMatch(hour -> hour.end() - hour.begin() == 3_600_000);
        assertThat(hours.get(24).to()).isEqualTo(at("2026-10-26", BERLIN));
    }

    @Test
    void shouldBeginAndEndMonthsInTheZone() {
        Span march = span("2026-03", "2026-04", BERLIN);

        assertThat(march.from().toInstant()).hasToString("2026-02-28T23:00:00Z");
        assertThat(march.to().toInstant()).hasToString("2026-03-31T22:00:00Z");
        assertThat(march.split(Span.Granularity.MONTH)).containsExactly(march);
    }

    @Test
    void shouldCutOffTheFirstAndTheLastPart() {
        Span span = span("2026-01-31T12:00", "2026-03-02", BERLIN);

        assertThat(span.split(Span.Granularity.MONTH))
                .containsExactly(
                        span("2026-01-31T12:00", "2026-02", BERLIN),
                        span("2026-02", "2026-03", BERLIN),
                        span("2026-03", "2026-03-02", BERLIN));
    }

    @Test
    void shouldCompareMonthsWithMonthsAndDaysWithDays() {
        assertThat(span("2026-03", "2026-04", BERLIN).previous()).isEqualTo(span("2026-02", "2026-03", BERLIN));
        assertThat(span("2026-01", "2026-04", BERLIN).previous()).isEqualTo(span("2025-10", "2026-01", BERLIN));
        assertThat(span("2026-03-30", "2026-04-06", BERLIN).previous())
                .isEqualTo(span("2026-03-23", "2026-03-30", BERLIN));
        assertThat(span("2026-03-30T06:00", "2026-03-30T08:30", BERLIN).previous())
                .isEqualTo(span("2026-03-30T03:30", "2026-03-30T06:00", BERLIN));
    }

    @Test
    void shouldCompareARunningMonthWithAsMuchOfTheLastOne() {
        Span november = span("2026-11", "2026-12", BERLIN);

        assertThat(Question.usualPrevious(november, at("2026-11-04T10:30", BERLIN)))
                .contains(span("2026-10", "2026-10-04T10:00", BERLIN));
        assertThat(Question.usualPrevious(november, at("2026-12", BERLIN)))
                .contains(span("2026-10", "2026-11", BERLIN));
        assertThat(Question.usualPrevious(november, at("2026-11-01T00:20", BERLIN)))
                .isEmpty();
    }

    @Test
    void shouldRefuseWhatTheBooksCannotTell() {
        assertThatThrownBy(() -> span("2026-11-02", "2026-11-01", BERLIN))
                .hasMessageContaining("begins at 2026-11-02T00:00+01:00[Europe/Berlin]");
        assertThatThrownBy(() -> span("2026-11-01T10:00:30", "2026-11-02", BERLIN))
                .hasMessageContaining("kept by the minute");
    }

    @Test
    void shouldReadTimesAsPeopleWriteThem() {
        assertThat(at("2026-11", BERLIN).toInstant()).hasToString("2026-10-31T23:00:00Z");
        assertThat(at("2026-11-01", BERLIN).toInstant()).hasToString("2026-10-31T23:00:00Z");
        assertThat(at("2026-11-01T12:00", BERLIN).toInstant()).hasToString("2026-11-01T11:00:00Z");
        assertThat(at("2026-11-01T12:00Z", BERLIN).toInstant()).hasToString("2026-11-01T12:00:00Z");
        assertThat(at("2026-11-01T12:00:00-05:00", BERLIN).toInstant()).hasToString("2026-11-01T17:00:00Z");
        for (String text : List.of("", "November", "2026-13", "2026-11-31", "2026-11-01 12:00", "2026-11-01T25:00")) {
            assertThat(Periods.moment(text, BERLIN)).as(text).isEmpty();
        }
    }
}
