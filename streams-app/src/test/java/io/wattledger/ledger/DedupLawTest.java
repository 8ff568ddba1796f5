package io.wattledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An index that is stopped after a commit and restored answers as if it had never stopped. */
class DedupLawTest {

    private static final Duration HORIZON = Duration.ofMillis(600);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22, 23, 24, 25})
    void shouldAnswerAfterARestoreAsIfItHadNeverStopped(long seed) {
        Random random = new Random(seed);
        DedupIndex neverStopped = new DedupIndex(HORIZON);
        DedupIndex restarted = new DedupIndex(HORIZON);
        Map<Long, Map<Integer, byte[]>> store = new TreeMap<>();
        int restarts = 0;
        long arrival = 0;
        for (int step = 0; step < 5_000; step++) {
            arrival += random.nextInt(20);
            Event event = LedgerSamples.event("e" + random.nextInt(150));
            assertThat(restarted.firstSeen(event, arrival))
                    .as("seed %d, step %d", seed, step)
                    .isEqualTo(neverStopped.firstSeen(event, arrival));
            if (random.nextInt(10) == 0) {
                int commit = step;
                restarted.takeUnsaved().forEach((bucket, ids) -> store.computeIfAbsent(bucket, b -> new TreeMap<>())
                        .put(commit, ids));
                restarted.expire().forEach(store::remove);
                if (random.nextInt(3) == 0) {
                    DedupIndex next = new DedupIndex(HORIZON);
                    store.forEach((bucket, chunks) -> chunks.values().forEach(ids -> next.restore(bucket, ids)));
                    restarted = next;
                    restarts++;
                }
            }
        }
        assertThat(restarts).isPositive();
    }
}
