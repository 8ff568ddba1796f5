package io.wattledger.standalone.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class ForecastTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZonedDateTime END = LocalDate.parse("2026-12-01").atStartOfDay(BERLIN);

    private static SortedMap<LocalDate, Double> days(int count, LocalDate until, ToDoubleFunction<LocalDate> amount) {
        SortedMap<LocalDate, Double> days = new TreeMap<>();
        for (int i = 1; i <= count; i++) {
            LocalDate day = until.minusDays(i);
            days.put(day, amount.applyAsDouble(day));
        }
        return days;
    }

    @Test
    void shouldGoOnAsBefore() {
        ZonedDateTime now = LocalDate.parse("2026-11-21").atTime(12, 0).atZone(BERLIN);

        Forecast forecast = Forecast.of(days(28, now.toLocalDate(), day -> 10), 205, 300, now, END)
                .orElseThrow();

        // Half of this day, and nine whole ones.
        assertThat(forecast.central()).isCloseTo(300, within(1e-9));
        assertThat(forecast.low()).isCloseTo(300, within(1e-9));
        assertThat(forecast.high()).isCloseTo(300, within(1e-9));
        assertThat(forecast.exhausted()).contains(LocalDate.parse("2026-11-30"));
    }

    @Test
    void shouldKnowWeekends() {
        ZonedDateTime now = LocalDate.parse("2026-11-28").atStartOfDay(BERLIN);
        ToDoubleFunction<LocalDate> working =
                day -> day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY ? 0 : 100;

        Forecast forecast = Forecast.of(days(28, now.toLocalDate(), working), 2_000, 5_000, now, END)
                .orElseThrow();

        // Saturday, Sunday, Monday.
        assertThat(forecast.central()).isCloseTo(2_100, within(1e-9));
        assertThat(forecast.high()).isCloseTo(2_100, within(1e-9));
        assertThat(forecast.exhausted()).isEmpty();
    }

    @Test
    void shouldBeWiderTheFewerDaysAreKnown() {
        ZonedDateTime now = LocalDate.parse("2026-11-11").atStartOfDay(BERLIN);
        ToDoubleFunction<LocalDate> swinging = day -> day.getDayOfMonth() % 2 == 0 ? 90 : 110;

        Forecast four = Forecast.of(days(4, now.toLocalDate(), swinging), 1_000, 1e9, now, END)
                .orElseThrow();

        // Residuals of 10 around 100, three degrees of freedom, twenty days: 1.645 * sqrt(400 / 3 * (20 + 400 / 4)).
        assertThat(four.central()).isCloseTo(3_000, within(1e-9));
        assertThat(four.high() - four.central()).isCloseTo(1.645 * Math.sqrt(400.0 / 3 * 120), within(1e-9));
        assertThat(four.low()).isCloseTo(3_000 - (four.high() - 3_000), within(1e-9));
    }

    @Test
    void shouldSayNothingOfTwoDays() {
        ZonedDateTime now = LocalDate.parse("2026-11-11").atStartOfDay(BERLIN);

        assertThat(Forecast.of(days(2, now.toLocalDate(), day -> 1), 2, 10, now, END))
                .isEmpty();
    }

    @Test
    void shouldNotFallBelowWhatIsUsed() {
        ZonedDateTime now = LocalDate.parse("2026-11-30").atTime(23, 0).atZone(BERLIN);
        ToDoubleFunction<LocalDate> wild = day -> day.getDayOfMonth() == 7 ? 1_000 : 0;

        Forecast forecast = Forecast.of(days(28, now.toLocalDate(), wild), 500, 400, now, END)
                .orElseThrow();

        assertThat(forecast.low()).isEqualTo(500);
        assertThat(forecast.exhausted()).contains(now.toLocalDate());
    }
}
