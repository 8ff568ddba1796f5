package io.wattledger.standalone.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {

    private static final Instant BEGIN = Instant.parse("2026-03-01T12:00:00Z");
    private static final Extent HOUR =
            new Extent(10, Instant.parse("2023-11-16T18:00:00Z"), Instant.parse("2023-11-16T19:00:00Z"));

    @Test
    void shouldReadPaces() {
        assertThat(Pace.parse("60x")).isEqualTo(Pace.speed(60));
        assertThat(Pace.parse("0.5x")).isEqualTo(Pace.speed(0.5));
        assertThat(Pace.parse("500/s")).isEqualTo(Pace.rate(500));
        assertThat(Pace.parse("max")).isEqualTo(Pace.max());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fast", "60", "x", "-1x", "0x", "0/s", "1e3x", "500/m"})
    void shouldRefuseOtherPaces(String text) {
        assertThatThrownBy(() -> Pace.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldSayWhenARecordIsDue() {
        assertThat(Pace.speed(60).dueNanos(7, Duration.ofMinutes(2))).isEqualTo(2_000_000_000L);
        assertThat(Pace.rate(500).dueNanos(7, Duration.ofMinutes(2))).isEqualTo(14_000_000L);
        assertThat(Pace.max().dueNanos(7, Duration.ofMinutes(2))).isZero();
    }

    @Test
    void shouldShiftTheEndToTheReplaysEnd() {
        assertThat(HOUR.end().plus(TimeShift.TO_NOW.by(HOUR, Pace.speed(60), BEGIN)))
                .isEqualTo(BEGIN.plusSeconds(60));
        assertThat(HOUR.end().plus(TimeShift.TO_NOW.by(HOUR, Pace.max(), BEGIN)))
                .isEqualTo(BEGIN);
        assertThat(HOUR.end().plus(TimeShift.TO_NOW.by(HOUR, Pace.rate(1), BEGIN)))
                .isEqualTo(BEGIN);
        assertThat(HOUR.start().plus(TimeShift.TO_NOW.by(HOUR, Pace.speed(0.5), BEGIN)))
                .isEqualTo(BEGIN);
        assertThat(TimeShift.KEEP_TIMES.by(HOUR, Pace.max(), BEGIN)).isZero();
    }
}
