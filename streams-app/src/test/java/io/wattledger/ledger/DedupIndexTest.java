package io.wattledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HexFormat;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** A horizon of 600 ms makes buckets of 100 ms, and asks for the same second. */
class DedupIndexTest {

    private final DedupIndex index = new DedupIndex(Duration.ofMillis(600), Blocks.onHeap());

    @Test
    void shouldRecogniseAnEventForTheHorizonAndAtMostABucketLonger() {
        // Given: at the end of a bucket
        assertThat(booked(event("a"), 1_099)).isTrue();
        // Then
        assertThat(booked(event("a"), 1_099 + 600)).isFalse();
        assertThat(booked(event("a"), 1_099 + 601)).isTrue();

        // Given: at the beginning of a bucket
        assertThat(booked(event("b"), 3_000)).isTrue();
        // Then
        assertThat(booked(event("b"), 3_000 + 699)).isFalse();
        assertThat(booked(event("b"), 3_000 + 700)).isTrue();
    }

    @Test
    void shouldCountTheHorizonFromTheFirstCopyAndNotFromARepeat() {
        booked(event("a"), 0);
        assertThat(booked(event("a"), 500)).isFalse();
        assertThat(booked(event("a"), 700)).isTrue();
    }

    @Test
    void shouldNotRememberAnEventThatWasOnlyAskedFor() {
        assertThat(index.seen(event("a"), 0)).isFalse();
        assertThat(index.seen(event("a"), 0)).isFalse();
        assertThat(index.size()).isZero();
    }

    @Test
    void shouldRefuseToRememberWhatItWasNotAskedForOrHasSeen() {
        assertThatThrownBy(index::remember).isInstanceOf(IllegalStateException.class);
        assertThat(booked(event("a"), 0)).isTrue();
        assertThatThrownBy(index::remember).isInstanceOf(IllegalStateException.class);
        assertThat(index.seen(event("a"), 0)).isTrue();
        assertThatThrownBy(index::remember).isInstanceOf(IllegalStateException.class);
        assertThat(index.size()).isEqualTo(1);
    }

    @Test
    void shouldTellEventsOfDifferentSourcesApart() {
        assertThat(booked(named("ab", "c"), 0)).isTrue();
        assertThat(booked(named("a", "bc"), 0))
                .as("the same letters, cut elsewhere")
                .isTrue();
        assertThat(booked(named("ab", "c"), 0)).isFalse();
    }

    @Test
    void shouldTakeAnIdThatComesAgainForATimeFurtherAwayThanTheHorizonForAnotherEvent() {
        DedupIndex hour = new DedupIndex(Duration.ofHours(1), Blocks.onHeap());
        for (long hours : new long[] {0, 2, 4}) {
            EventFields another = at(hours * 3_600_000);
            assertThat(hour.seen(another, 0)).as("%d h", hours).isFalse();
            hour.remember();
        }
        assertThat(hour.size()).isEqualTo(3);
        assertThat(hour.seen(at(3_600_999), 0))
                .as("3600 seconds from the first")
                .isTrue();
        assertThat(hour.seen(at(4 * 3_600_000 + 3_600_999), 0)).isTrue();
        assertThat(hour.seen(at(4 * 3_600_000 + 3_601_000), 0)).isFalse();
        assertThat(hour.seen(at(-3_600_000), 0)).isTrue();
        assertThat(hour.seen(at(-3_600_001), 0)).isFalse();
    }

    @Test
    void shouldTakeAnArrivalOutOfOrderForTheLatestOne() {
        booked(event("a"), 10_000);
        assertThat(booked(event("b"), 2_000)).isTrue();
        assertThat(booked(event("b"), 10_600)).as("remembered from 10,000 on").isFalse();
        assertThat(booked(event("a"), 3_000)).isFalse();
        assertThat(index.clock()).isEqualTo(10_600);
    }

    @Test
    void shouldLetRecordsThatAreNoEventsAdvanceTheClock() {
        booked(event("a"), 1_000);
        index.advance(1_700);
        assertThat(booked(event("a"), 1_200)).isTrue();
    }

    @Test
    void shouldNameTheBucketsThatExpireOnce() {
        booked(event("a"), 1_050);
        booked(event("b"), 1_250);
        assertThat(index.expire()).isEmpty();
        booked(event("c"), 1_700);
        assertThat(index.expire()).containsExactly(10L);
        assertThat(index.expire()).isEmpty();
        assertThat(index.size()).isEqualTo(2);
    }

    @Test
    void shouldRememberNothingWithoutAHorizon() {
        DedupIndex off = new DedupIndex(Duration.ZERO, Blocks.onHeap());
        assertThat(off.seen(event("a"), 5)).isFalse();
        off.remember();
        assertThat(off.seen(event("a"), 5)).isFalse();
        assertThat(off.size()).isZero();
        assertThat(off.takeUnsaved()).isEmpty();
        assertThat(off.clock()).isEqualTo(5);
    }

    @Test
    void shouldExpireWhatALongerHorizonLeftOnceThereIsNone() {
        DedupIndex off = new DedupIndex(Duration.ZERO, Blocks.onHeap());
        off.restore(4, new byte[20]);
        off.advance(5);
        assertThat(off.size()).isZero();
        assertThat(off.expire()).containsExactly(4L);
    }

    @Test
    void shouldGiveOutWhatWasAddedSinceTheLastCallAndTakeItBack() {
        // Given
        booked(event("a"), 1_050);
        booked(event("b"), 1_150);
        booked(event("a"), 1_150);
        var saved = index.takeUnsaved();
        assertThat(saved.keySet()).containsExactly(10L, 11L);
        assertThat(saved.values()).allSatisfy(ids -> assertThat(ids).hasSize(20));
        assertThat(index.takeUnsaved()).isEmpty();

        // When
        DedupIndex restored = new DedupIndex(Duration.ofMillis(600), Blocks.onHeap());
        saved.forEach(restored::restore);
        restored.restoreClock(index.clock());

        // Then
        assertThat(restored.clock()).isEqualTo(1_150);
        assertThat(restored.takeUnsaved()).isEmpty();
        assertThat(restored.seen(event("a"), 1_200)).isTrue();
        assertThat(restored.seen(event("b"), 1_200)).isTrue();
        assertThat(restored.seen(event("c"), 1_200)).isFalse();
    }

    /** Saved ids are read by later versions. */
    @Test
    void shouldSaveTheFirst128BitsOfSha256AndTheSecond() {
        EventFields event = named("gateway", "größe-漢字");
        index.seen(event, 0);
        index.remember();
        assertThat(HexFormat.of().formatHex(index.takeUnsaved().get(0L)))
                .isEqualTo("bc7885c9388c54a152a34f6fc8cab25a" + "00000000");
    }

    @Test
    void shouldHashIdsOfAnyLength() {
        String end = "x".repeat(10_000);
        assertThat(booked(named("s", end), 0)).isTrue();
        assertThat(booked(named("s", "ö" + end), 0)).isTrue();
        assertThat(booked(named("s", "ä" + end), 0)).isTrue();
        assertThat(booked(named("s", "ä" + end), 0)).isFalse();
        assertThat(booked(named("s", end), 0)).isFalse();
    }

    @Test
    void shouldRefuseAChunkThatIsCutOff() {
        assertThatThrownBy(() -> index.restore(0, new byte[21]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("21 bytes")
                .hasMessageContaining("ids of 20 bytes");
    }

    @Test
    void shouldRefuseAHorizonInThePast() {
        assertThatThrownBy(() -> new DedupIndex(Duration.ofMillis(-1), Blocks.onHeap()))
                .hasMessageContaining("negative");
    }

    /** As booking does; says whether the event was booked. */
    private boolean booked(EventFields event, long arrival) {
        if (index.seen(event, arrival)) {
            return false;
        }
        index.remember();
        return true;
    }

    private static EventFields event(String id) {
        return LedgerSamples.fields(LedgerSamples.event(id));
    }

    private static EventFields at(long occurredAt) {
        return event("gateway", "a", occurredAt);
    }

    private static EventFields named(String source, String id) {
        return event(source, id, 0);
    }

    private static EventFields event(String source, String id, long occurredAt) {
        return LedgerSamples.fields(new Event(
                source,
                id,
                occurredAt,
                LedgerSamples.DIMENSIONS,
                1,
                0,
                0,
                0,
                OptionalInt.empty(),
                1,
                OptionalLong.empty(),
                OptionalLong.empty()));
    }
}
