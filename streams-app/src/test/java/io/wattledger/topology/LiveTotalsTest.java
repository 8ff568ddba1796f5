package io.wattledger.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.wattledger.ledger.Dimensions;
import io.wattledger.v1.FootprintTotal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveTotalsTest {

    private static final int MAX = 8;
    private static final long MINUTES_3 = 180_000;

    private final Store store = new Store();
    private final LiveTotals live = new LiveTotals(MAX, dimensions -> new byte[0]);

    /** What lies in a store, by team, and how it came there. */
    private static final class Store implements TotalsOfOneKind<Tally> {

        private final Map<String, Tally> kept = new HashMap<>();
        private final List<String> reads = new ArrayList<>();
        private final List<String> writes = new ArrayList<>();

        @Override
        public Tally read(TotalDimensions of, long start) {
            reads.add(of.dimensions.team());
            Tally before = kept.get(of.dimensions.team());
            return before == null ? new Tally() : copy(before);
        }

        @Override
        public void write(TotalDimensions of, long start, Tally sum) {
            writes.add(of.dimensions.team());
            kept.put(of.dimensions.team(), copy(sum));
        }

        long requests(String team) {
            AvroBytes out = new AvroBytes();
            out.write(new byte[AvroBytes.HEADER]);
            Objects.requireNonNull(kept.get(team)).write(out);
            return AvroBytes.read(out.written()).number();
        }

        private static Tally copy(Tally tally) {
            Tally copy = new Tally();
            copy.set(tally);
            return copy;
        }
    }

    @Test
    void shouldReadATotalOnceAndWriteItOncePerCommit() {
        add("a", 0);
        add("a", 0);
        live.write();
        add("a", 0);
        live.write();
        live.write();

        assertThat(store.reads).containsExactly("a");
        assertThat(store.writes).containsExactly("a", "a");
        assertThat(store.requests("a")).isEqualTo(3);
    }

    @Test
    void shouldPutOutWhatWasTouchedLongestAgo() {
        for (int i = 0; i < MAX; i++) {
            add("t" + i, 0);
        }
        live.write();
        add("t0", 0);
        add("new", 0);

        // Then: t1 went, and t0 is still there
        assertThat(store.writes).hasSize(MAX);
        add("t0", 0);
        assertThat(store.reads).hasSize(MAX + 1);
        add("t1", 0);
        assertThat(store.reads).hasSize(MAX + 2).endsWith("t1");
    }

    @Test
    void shouldWriteAheadOfTheCommitWhenNothingThatIsWrittenCanGo() {
        for (int i = 0; i <= MAX; i++) {
            add("t" + i, 0);
        }
        assertThat(store.writes).hasSize(MAX);
        assertThat(live.size()).isEqualTo(MAX);
    }

    @Test
    void shouldForgetWhatNothingWasAddedToForAWhile() {
        add("old", 0);
        add("young", MINUTES_3);
        live.write();
        live.forgetIdle(MINUTES_3);
        assertThat(live.size()).isEqualTo(1);
        assertThat(live.combinations()).isEqualTo(1);
        add("old", MINUTES_3);
        live.write();
        assertThat(store.requests("old")).isEqualTo(2);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {31, 32, 33})
    void shouldLoseNothingWhateverComesAndGoes(long seed) {
        // Given
        Random random = new Random(seed);
        Map<String, Long> expected = new HashMap<>();
        long now = 0;

        // When
        for (int i = 0; i < 20_000; i++) {
            String team = "t" + random.nextInt(random.nextBoolean() ? 5 : 40);
            add(team, now);
            expected.merge(team, 1L, Long::sum);
            assertThat(live.size()).as("seed %d", seed).isBetween(1, MAX);
            assertThat(live.combinations()).as("seed %d", seed).isEqualTo(live.size());
            if (random.nextInt(10) == 0) {
                now += random.nextInt(100_000);
                live.write();
                live.forgetIdle(now);
            }
        }
        live.write();

        // Then
        assertThat(expected).allSatisfy((team, n) -> assertThat(store.requests(team))
                .as("seed %d, %s", seed, team)
                .isEqualTo(n));
    }

    private void add(String team, long now) {
        TotalDimensions of = live.combination(new Dimensions(team, Optional.empty(), "m", "g", "r"));
        Tally one = new Tally();
        one.set(FootprintTotal.newBuilder().setRequests(1).build());
        assertThat(live.changing(store, 0, of, now).add(one)).isTrue();
    }
}
