package io.wattledger.ledger;

import static io.wattledger.ledger.LedgerSamples.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** A horizon of 600 ms makes buckets of 100 ms. */
class DedupIndexTest {

    private final DedupIndex index = new DedupIndex(Duration.ofMillis(600));

    @Test
    void shouldRecogniseAnEventForTheHorizonAndAtMostABucketLonger() {
        // Given: at the end of a bucket
        assertThat(index.firstSeen(event("a"), 1_099)).isTrue();
        // Then
        assertThat(index.firstSeen(event("a"), 1_099 + 600)).isFalse();
        assertThat(index.firstSeen(event("a"), 1_099 + 601)).isTrue();

        // Given: at the beginning of a bucket
        assertThat(index.firstSeen(event("b"), 3_000)).isTrue();
        // Then
        assertThat(index.firstSeen(event("b"), 3_000 + 699)).isFalse();
        assertThat(index.firstSeen(event("b"), 3_000 + 700)).isTrue();
    }

    @Test
    void shouldCountTheHorizonFromTheFirstArrivalAndNotFromARepeat() {
        index.firstSeen(event("a"), 0);
        assertThat(index.firstSeen(event("a"), 500)).isFalse();
        assertThat(index.firstSeen(event("a"), 700)).isTrue();
    }

    @Test
    void shouldTellEventsOfDifferentSourcesApart() {
        Event ofAb = named("ab", "c");
        Event ofA = named("a", "bc");
        assertThat(index.firstSeen(ofAb, 0)).isTrue();
        assertThat(index.firstSeen(ofA, 0))
                .as("the same letters, cut elsewhere")
                .isTrue();
        assertThat(index.firstSeen(named("ab", "c"), 0)).isFalse();
    }

    @Test
    void shouldTakeAnArrivalOutOfOrderForTheLatestOne() {
        index.firstSeen(event("a"), 10_000);
        assertThat(index.firstSeen(event("b"), 2_000)).isTrue();
        assertThat(index.firstSeen(event("b"), 10_600))
                .as("remembered from 10,000 on")
                .isFalse();
        assertThat(index.firstSeen(event("a"), 3_000)).isFalse();
    }

    @Test
    void shouldNameTheBucketsThatExpireOnce() {
        index.firstSeen(event("a"), 1_050);
        index.firstSeen(event("b"), 1_250);
        assertThat(index.expire()).isEmpty();
        index.firstSeen(event("c"), 1_700);
        assertThat(index.expire()).containsExactly(1_000L);
        assertThat(index.expire()).isEmpty();
        assertThat(index.size()).isEqualTo(2);
    }

    @Test
    void shouldGiveOutWhatWasAddedSinceTheLastCallAndTakeItBack() {
        // Given
        index.firstSeen(event("a"), 1_050);
        index.firstSeen(event("b"), 1_150);
        index.firstSeen(event("a"), 1_150);
        var saved = index.takeUnsaved();
        assertThat(saved.keySet()).containsExactly(1_000L, 1_100L);
        assertThat(saved.values()).allSatisfy(ids -> assertThat(ids).hasSize(16));
        assertThat(index.takeUnsaved()).isEmpty();

        // When
        DedupIndex restored = new DedupIndex(Duration.ofMillis(600));
        saved.forEach(restored::restore);

        // Then
        assertThat(restored.firstSeen(event("a"), 1_200)).isFalse();
        assertThat(restored.firstSeen(event("b"), 1_200)).isFalse();
        assertThat(restored.firstSeen(event("c"), 1_200)).isTrue();
        assertThat(restored.takeUnsaved().get(1_200L)).as("only what is new").hasSize(16);
    }

    @Test
    void shouldGiveOutMoreThanTheFirstChunkHolds() {
        for (int i = 0; i < 1_000; i++) {
            index.firstSeen(event("e" + i), 0);
        }
        assertThat(index.takeUnsaved().get(0L)).hasSize(16_000);
        assertThat(index.size()).isEqualTo(1_000);
    }

    @Test
    void shouldRefuseAChunkThatIsCutOff() {
        assertThatThrownBy(() -> index.restore(0, new byte[17]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("17");
    }

    private static Event named(String source, String id) {
        return new Event(
                source, id, 0, LedgerSamples.DIMENSIONS, 1, 0, 0, 0, OptionalInt.empty(), OptionalLong.empty());
    }
}
