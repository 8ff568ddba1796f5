package io.wattledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An index answers as rule 3 of the books says, whenever it is stopped after a commit and restored. */
class DedupLawTest {

    static Stream<Arguments> runs() {
        return LongStream.of(0, 1, 5, 6, 11, 12, 600, 1_000, 59_999, 3_600_000)
                .boxed()
                .flatMap(horizon -> Stream.of(21L, 22L, 23L).map(seed -> Arguments.of(horizon, seed)));
    }

    @ParameterizedTest(name = "horizon {0} ms, seed {1}")
    @MethodSource("runs")
    void shouldAnswerAsTheRuleSaysAcrossRestarts(long horizon, long seed) {
        Random random = new Random(seed);
        var rule = new Rule(horizon);
        var saved = new TreeMap<Long, List<byte[]>>();
        DedupIndex index = new DedupIndex(Duration.ofMillis(horizon), Blocks.onHeap());
        int duplicates = 0;
        int restarts = 0;
        long now = LedgerSamples.NOON;
        for (int step = 0; step < 5_000; step++) {
            // Given: time goes by in small steps, and now and then by a horizon; some arrive out of order
            now += random.nextInt(100) == 0 ? random.nextLong(2 * horizon + 1) : random.nextLong(horizon / 100 + 2);
            long arrival = now - (long) random.nextInt(3) * random.nextLong(horizon / 2 + 1);
            Event event = event(random, now, horizon);
            // When
            boolean seen = index.seen(LedgerSamples.fields(event), arrival);
            // Then
            assertThat(seen)
                    .as("horizon %d, seed %d, step %d", horizon, seed, step)
                    .isEqualTo(rule.duplicate(event, arrival));
            assertThat(index.clock()).isEqualTo(rule.clock);
            duplicates += seen ? 1 : 0;
            // An event whose sum would overflow is refused after it was looked up.
            if (!seen && random.nextInt(20) > 0) {
                index.remember();
                rule.remember(event);
            }
            if (random.nextInt(10) == 0) {
                save(index, saved);
                assertThat(index.size()).isEqualTo(rule.size());
                if (random.nextInt(3) == 0) {
                    index = restored(horizon, saved, index.clock());
                    assertThat(index.size()).isEqualTo(rule.size());
                    restarts++;
                }
            }
        }
        assertThat(restarts).isPositive();
        if (horizon > 0) {
            assertThat(duplicates).isBetween(50, 4_950);
        }
    }

    private static void save(DedupIndex index, Map<Long, List<byte[]>> saved) {
        index.takeUnsaved().forEach((bucket, ids) -> saved.computeIfAbsent(bucket, b -> new ArrayList<>())
                .add(ids));
        assertThat(index.expire())
                .allSatisfy(bucket ->
                        assertThat(saved.remove(bucket)).as("bucket %d", bucket).isNotNull());
    }

    private static DedupIndex restored(long horizon, Map<Long, List<byte[]>> saved, long clock) {
        DedupIndex index = new DedupIndex(Duration.ofMillis(horizon), Blocks.onHeap());
        saved.forEach((bucket, chunks) -> chunks.forEach(ids -> index.restore(bucket, ids)));
        index.restoreClock(clock);
        return index;
    }

    private static Event event(Random random, long now, long horizon) {
        long occurredAt = now - random.nextInt(4) * (horizon + 1_000) + 500L * random.nextInt(3);
        return new Event(
                "gateway",
                "e" + random.nextInt(horizon < 10 ? 3 : 100),
                occurredAt,
                LedgerSamples.DIMENSIONS,
                1,
                0,
                0,
                0,
                OptionalInt.empty(),
                1,
                OptionalLong.empty(),
                OptionalLong.empty());
    }

    /** The rule, word for word. */
    private static final class Rule {
        private final long horizon;
        private final long width;
        private final List<Remembered> remembered = new ArrayList<>();
        private long clock = Long.MIN_VALUE;

        private record Remembered(String source, String eventId, long bucket, long second) {}

        Rule(long horizon) {
            this.horizon = horizon;
            this.width = Math.max(1, Math.floorDiv(horizon, 6));
        }

        boolean duplicate(Event event, long arrival) {
            clock = Math.max(clock, arrival);
            return remembered.stream()
                    .anyMatch(one -> one.source().equals(event.source())
                            && one.eventId().equals(event.eventId())
                            && inTime(one)
                            && Math.abs(one.second() - Math.floorDiv(event.occurredAt(), 1000))
                                    <= Math.floorDiv(horizon, 1000));
        }

        void remember(Event event) {
            if (horizon > 0) {
                remembered.add(new Remembered(
                        event.source(),
                        event.eventId(),
                        Math.floorDiv(clock, width),
                        Math.floorDiv(event.occurredAt(), 1000)));
            }
        }

        long size() {
            return remembered.stream().filter(this::inTime).count();
        }

        private boolean inTime(Remembered one) {
            return one.bucket() >= Math.floorDiv(clock - horizon, width);
        }
    }
}
