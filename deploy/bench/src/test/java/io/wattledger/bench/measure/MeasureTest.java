package io.wattledger.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MeasureTest {

    private static final double EXACTLY = 1e-9;
    private static final Duration WARM_UP = Duration.ofSeconds(3);

    @Test
    void shouldTakeTheMiddleOfRounds() {
        assertThat(Spread.of(5, 1, 3)).isEqualTo(new Spread(3, 1, 5));
        assertThat(Spread.of(4, 1, 3, 10)).isEqualTo(new Spread(3.5, 1, 10));
        assertThat(Spread.of(2)).isEqualTo(new Spread(2, 2, 2));
        assertThatThrownBy(Spread::of).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldReadCpuBehindANameWithBlanksAndBrackets() {
        String stat = "4711 (a (b) c) S 1 2 3 4 5 6 7 8 9 10 1250 350 13 14 15";

        assertThat(ProcessStatus.cpuSeconds(stat)).isEqualTo(16.0, within(EXACTLY));
    }

    @Test
    void shouldReadPeakMemory() {
        assertThat(ProcessStatus.peakResidentBytes(List.of("Name:\tjava", "VmHWM:\t  300 kB", "VmRSS:\t  100 kB")))
                .isEqualTo(300 * 1_024);
        assertThat(ProcessStatus.peakResidentBytes(List.of("Name:\tjava"))).isZero();
    }

    @Test
    void shouldKnowThisProcessAndNoneThatIsGone() {
        assertThat(ProcessStatus.cpuSeconds(ProcessHandle.current().pid())).isPositive();
        assertThat(ProcessStatus.cpuSeconds(Long.MAX_VALUE)).isNaN();
        assertThat(ProcessStatus.peakResidentBytes(Long.MAX_VALUE)).isZero();
    }

    @Test
    void shouldAddUpWhatWasAllocatedBetweenCollections() {
        GcLog log = GcLog.of(List.of(
                "[0.008s] Using Parallel",
                "[1.000s] GC(0) Pause Young (Allocation Failure) 100M->10M(245M) 3.4ms",
                "[2.000s] GC(1) Pause Young (Allocation Failure) 110M->12M(245M) 3.4ms",
                "[4.000s] GC(2) Pause Full (Ergonomics) 212M->20480K(245M) 30.0ms",
                "[9.000s] GC(3) Pause Young (Allocation Failure) 1G->15M(2G) 3.4ms"));

        assertThat(log.peakBytes()).isEqualTo(1L << 30);
        assertThat(log.peakLiveBytes()).isEqualTo(20L << 20);
        // From 10 M to 110 M, and from 12 M to 212 M, in three seconds.
        assertThat(log.allocationRate(0.5, 5)).isEqualTo(300.0 * (1 << 20) / 3, within(EXACTLY));
        assertThat(log.allocationRate(4.5, 20)).isNaN();
    }

    @Test
    void shouldMeasureFromCommitToCommitOnceItIsWarm() {
        // Given: a commit each second from second 2 on, each of 100 events more, seen twice a second
        List<Sample> samples = new ArrayList<>();
        for (int half = 0; half <= 40; half++) {
            samples.add(sample(half * 500L, 100L * Math.max(0, half / 2 - 1)));
        }

        // When
        Interval interval =
                Interval.of(samples, WARM_UP, Duration.ofSeconds(10), 1_000_000).orElseThrow();

        // Then
        assertThat(interval.warm()).isTrue();
        assertThat(interval.begin().nanos()).isEqualTo(TimeUnit.SECONDS.toNanos(5));
        assertThat(interval.end().nanos()).isEqualTo(TimeUnit.SECONDS.toNanos(15));
        assertThat(interval.eventsPerSecond()).isEqualTo(100, within(EXACTLY));
    }

    @Test
    void shouldLeaveOutTheTimeInWhichTheInputHasRunDry() {
        // Given: 100 events a second, the last ones of them only after two more seconds
        List<Sample> samples = new ArrayList<>();
        for (int second = 0; second <= 19; second++) {
            samples.add(sample(second * 1_000L, 100L * second));
        }
        samples.add(sample(22_000, 2_000));

        // When
        Interval interval =
                Interval.of(samples, WARM_UP, Duration.ofMinutes(1), 2_000).orElseThrow();

        // Then
        assertThat(interval.end().events()).isEqualTo(1_900);
        assertThat(interval.eventsPerSecond()).isEqualTo(100, within(EXACTLY));
    }

    @Test
    void shouldMeasureASmallLoadAllTheSameAndSaySo() {
        List<Sample> two = List.of(sample(0, 0), sample(1_000, 100), sample(2_000, 300), sample(2_500, 300));
        List<Sample> one = List.of(sample(0, 0), sample(1_000, 100));

        assertThat(Interval.of(two, WARM_UP, WARM_UP, 300).orElseThrow().eventsPerSecond())
                .isEqualTo(200, within(EXACTLY));
        assertThat(Interval.of(one, WARM_UP, WARM_UP, 100).orElseThrow().eventsPerSecond())
                .isEqualTo(100, within(EXACTLY));
        assertThat(Interval.of(one, WARM_UP, WARM_UP, 100).orElseThrow().warm()).isFalse();
        List<Sample> afterALongStart = List.of(sample(0, 0), sample(60_000, 0), sample(60_500, 100));
        assertThat(Interval.of(afterALongStart, WARM_UP, WARM_UP, 100)
                        .orElseThrow()
                        .eventsPerSecond())
                .isEqualTo(200, within(EXACTLY));
        assertThat(Interval.of(List.of(sample(0, 0)), WARM_UP, WARM_UP, 100)).isEmpty();
    }

    private static Sample sample(long millis, long events) {
        return new Sample(TimeUnit.MILLISECONDS.toNanos(millis), events, 0, 0, 0, 0, 0);
    }
}
