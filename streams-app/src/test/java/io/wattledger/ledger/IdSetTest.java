package io.wattledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdSetTest {

    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    private final IdSet set = new IdSet(MULTIPLIER, Blocks.onHeap());

    private record Id(long high, long low) {}

    @Test
    void shouldHoldTheIdOfZeros() {
        assertThat(set.contains(0, 0, 0, 0)).isFalse();
        set.add(0, 0, 0);
        assertThat(set.contains(0, 0, 0, 0)).isTrue();
        assertThat(set.size()).isEqualTo(1);
    }

    @Test
    void shouldTellIdsApartByEitherHalf() {
        set.add(1, 2, 0);
        assertThat(set.contains(1, 3, 0, 0)).isFalse();
        assertThat(set.contains(2, 2, 0, 0)).isFalse();
        assertThat(set.contains(2, 1, 0, 0)).isFalse();
        assertThat(set.contains(1L << 32 | 1, 2, 0, 0))
                .as("halves that differ in upper bits only")
                .isFalse();
        assertThat(set.contains(1, 2, 0, 0)).isTrue();
    }

    @Test
    void shouldFindAnIdUnderEachOfItsSeconds() {
        set.add(1, 2, 1_000);
        set.add(1, 2, 5_000);
        assertThat(set.contains(1, 2, 940, 60)).isTrue();
        assertThat(set.contains(1, 2, 939, 60)).isFalse();
        assertThat(set.contains(1, 2, 1_060, 60)).isTrue();
        assertThat(set.contains(1, 2, 1_061, 60)).isFalse();
        assertThat(set.contains(1, 2, 5_060, 60)).isTrue();
        assertThat(set.size()).isEqualTo(2);
    }

    @Test
    void shouldCompareSecondsAcrossTheirWrapIn2106() {
        set.add(1, 2, (int) 0xFFFF_FFFFL);
        assertThat(set.contains(1, 2, 9, 10)).isTrue();
        assertThat(set.contains(1, 2, 10, 10)).isFalse();
    }

    @Test
    void shouldCompareSecondsWithinMoreThanTheyCanDiffer() {
        set.add(1, 2, Integer.MIN_VALUE);
        assertThat(set.contains(1, 2, 0, Integer.MAX_VALUE)).isFalse();
        assertThat(set.contains(1, 2, 0, 1L << 31)).isTrue();
    }

    @Test
    void shouldKeepIdsThatFallOnTheSamePlaceWhileItGrows() {
        for (long high = 0; high < 2_000; high++) {
            set.add(high << 20, 63, 0);
        }
        for (long high = 0; high < 2_000; high++) {
            assertThat(set.contains(high << 20, 63, 0, 0)).isTrue();
        }
        assertThat(set.contains(2_000L << 20, 63, 0, 0)).isFalse();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {7, 8, 9})
    void shouldAnswerAsAMapOfTheJdkDoes(long seed) {
        // Given: few enough ids that they come again
        Random random = new Random(seed);
        Map<Id, List<Integer>> expected = new HashMap<>();
        for (int i = 0; i < 100_000; i++) {
            Id id = new Id(random.nextInt(100), random.nextInt(600));
            int second = random.nextInt(10_000);
            int within = random.nextInt(100);
            // When
            boolean found = set.contains(id.high(), id.low(), second, within);
            // Then
            assertThat(found)
                    .as("seed %d, step %d, %s, second %d within %d", seed, i, id, second, within)
                    .isEqualTo(expected.getOrDefault(id, List.of()).stream()
                            .anyMatch(there -> Math.abs(there - second) <= within));
            if (!found) {
                set.add(id.high(), id.low(), second);
                expected.computeIfAbsent(id, i2 -> new ArrayList<>()).add(second);
            }
        }
        assertThat(set.size())
                .isEqualTo(expected.values().stream().mapToInt(List::size).sum());
    }

    @Test
    void shouldGiveOutEachIdOnceInItsOrderAcrossPages() {
        // Given
        Random random = new Random(1);
        ByteBuffer all = ByteBuffer.allocate(100_000 * IdSet.ID_BYTES);
        ByteBuffer taken = ByteBuffer.allocate(all.capacity());
        while (all.hasRemaining()) {
            long high = random.nextLong();
            long low = random.nextLong();
            int second = random.nextInt();
            all.putLong(high).putLong(low).putInt(second);
            // When
            set.add(high, low, second);
            if (random.nextInt(20_000) == 0) {
                taken.put(set.takeNew());
            }
        }
        taken.put(set.takeNew());
        // Then
        assertThat(taken.array()).isEqualTo(all.array());
        assertThat(set.takeNew()).isEmpty();
    }

    @Test
    void shouldNotGiveOutWhatWasPutBack() {
        set.addTaken(ByteBuffer.allocate(IdSet.ID_BYTES)
                .putLong(1)
                .putLong(2)
                .putInt(3)
                .array());
        assertThat(set.takeNew()).isEmpty();
        assertThat(set.contains(1, 2, 3, 0)).isTrue();
        set.add(4, 5, 6);
        assertThatThrownBy(() -> set.addTaken(new byte[IdSet.ID_BYTES])).isInstanceOf(IllegalStateException.class);
        assertThat(set.takeNew())
                .isEqualTo(ByteBuffer.allocate(IdSet.ID_BYTES)
                        .putLong(4)
                        .putLong(5)
                        .putInt(6)
                        .array());
    }

    @Test
    void shouldTakeAtMost32BytesAnIdAndOneOfThemOnTheHeapOnceItHoldsMany() {
        Random random = new Random(1);
        for (int i = 0; i < 1_000_000; i++) {
            set.add(random.nextLong(), random.nextLong(), i);
            if (i >= 200_000 && i % 1_000 == 0) {
                assertThat((double) set.bytes() / set.size()).isBetween(24.0, 32.5);
                assertThat((double) set.heapBytes() / set.size()).isBetween(0.6, 1.4);
            }
        }
    }

    @Test
    void shouldGiveItsBlocksBackAndUseThemAgain() {
        // Given
        Deque<ByteBuffer> free = new ArrayDeque<>();
        int[] made = {0};
        Blocks blocks = new Blocks() {
            @Override
            public ByteBuffer take() {
                made[0] += free.isEmpty() ? 1 : 0;
                return free.isEmpty() ? ByteBuffer.allocate(BYTES) : free.pop();
            }

            @Override
            public void giveBack(ByteBuffer block) {
                free.push(block.put(0, new byte[BYTES]));
            }
        };
        IdSet recycling = new IdSet(MULTIPLIER, blocks);
        Random random = new Random(1);
        int first = 0;
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 200_000; i++) {
                recycling.add(random.nextLong(), random.nextLong(), i);
            }
            recycling.add(round, round, round);
            first = round == 0 ? made[0] : first;
            // When
            assertThat(recycling.size()).isEqualTo(200_001);
            recycling.clear();
            // Then
            assertThat(free).hasSize(made[0]);
            assertThat(recycling.size()).isZero();
            assertThat(recycling.contains(round, round, round, 0)).isFalse();
        }
        assertThat(made[0]).isEqualTo(first);
    }
}
