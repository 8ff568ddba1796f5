package io.wattledger.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AllowanceTest {

    private final AtomicLong nanos = new AtomicLong();
    private final Allowance allowance = new Allowance(2, 3, nanos::get);

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private int granted(String who, int asked) {
        int granted = 0;
        for (int i = 0; i < asked; i++) {
            granted += allowance.ask(who).isEmpty() ? 1 : 0;
        }
        return granted;
    }

    @Test
    void shouldGrantFourSecondsWorthAtOnceAndThenItsPace() {
        assertThat(granted("a", 100)).isEqualTo(8);
        assertThat(allowance.ask("a")).contains(Duration.ofMillis(500));
        pass(Duration.ofMillis(500));
        assertThat(granted("a", 100)).isEqualTo(1);
        pass(Duration.ofHours(1));
        assertThat(granted("a", 100)).as("no more than that is saved up").isEqualTo(8);
    }

    @Test
    void shouldKeepAccountOfEachByItself() {
        assertThat(granted("a", 100)).isEqualTo(8);
        assertThat(granted("b", 100)).isEqualTo(8);
        assertThat(granted("a", 1)).isZero();
    }

    @Test
    void shouldForgetWhoAskedLongestAgo() {
        assertThat(granted("a", 100)).isEqualTo(8);
        assertThat(granted("b", 1) + granted("c", 1)).isEqualTo(2);
        assertThat(granted("a", 1)).as("still known").isZero();
        assertThat(granted("d", 1)).isEqualTo(1);
        assertThat(granted("a", 1)).as("it asked just now").isZero();
        assertThat(granted("b", 100)).as("forgotten").isEqualTo(8);
    }
}
