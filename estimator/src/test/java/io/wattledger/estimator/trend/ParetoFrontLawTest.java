package io.wattledger.estimator.trend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ParetoFrontLawTest {

    private static final long SEED = 20_211;
    private static final int ROUNDS = 500;

    /** Not a record: items of equal numbers are still different items. */
    private static final class Item {
        private final double cost;
        private final double quality;

        Item(double cost, double quality) {
            this.cost = cost;
            this.quality = quality;
        }

        boolean beats(Item other) {
            return cost <= other.cost && quality >= other.quality && (cost < other.cost || quality > other.quality);
        }
    }

    @Test
    void shouldHoldExactlyWhatNothingBeats() {
        System.out.println("seed " + SEED);
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            // Few values, so that costs and qualities are often equal.
            List<Item> items = new ArrayList<>();
            int count = random.nextInt(40);
            for (int i = 0; i < count; i++) {
                items.add(new Item(random.nextInt(12), random.nextInt(12)));
            }

            List<Item> front = ParetoFront.of(items, item -> item.cost, item -> item.quality);

            assertThat(front)
                    .containsExactlyInAnyOrderElementsOf(items.stream()
                            .filter(item -> items.stream().noneMatch(other -> other.beats(item)))
                            .toList());
            assertThat(front).isSortedAccordingTo((a, b) -> Double.compare(a.cost, b.cost));
        }
    }
}
