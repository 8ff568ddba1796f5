package io.wattledger.standalone.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RhythmTest {

    private static final long SECOND = 1_000_000_000;

    @Test
    void shouldNeverGoBackAndKeepItsMeanWithBursts() {
        Rhythm rhythm = new Rhythm(5, 400);
        long last = 0;
        long most = 0;
        for (int second = 1; second <= 1_000; second++) {
            long due = rhythm.due(second * SECOND);
            most = Math.max(most, due - last);
            assertThat(due).isGreaterThan(last);
            last = due;
        }

        assertThat(last / 1_000.0).isCloseTo(400 * (1 + 3 * 0.08), within(40.0));
        assertThat(most).isGreaterThan(1_000);
    }

    @Test
    void shouldRiseWithinASecond() {
        Rhythm rhythm = new Rhythm(5, 400);

        long half = rhythm.due(SECOND / 2);
        assertThat(half).isPositive();
        assertThat(rhythm.due(SECOND - 1)).isCloseTo(2 * half, within(2L));
    }
}
