package io.wattledger.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Draws come as often as their ranks say. */
class SkewLawTest {

    private static final long SEED = 42;
    private static final int DRAWS = 2_000_000;
    private static final int RANKS = 100;

    @Test
    void shouldDrawInProportionToOneOverTheRank() {
        int[] counts = counts(Skew.ZIPF);

        double harmonic = 0;
        for (int rank = 1; rank <= RANKS; rank++) {
            harmonic += 1.0 / rank;
        }
        for (int rank : new int[] {1, 2, 3, 10, 50, 100}) {
            double expected = DRAWS / harmonic / rank;
            assertThat((double) counts[rank - 1])
                    .as("rank %d of seed %d", rank, SEED)
                    .isCloseTo(expected, within(6 * Math.sqrt(expected)));
        }
    }

    @Test
    void shouldDrawAllEquallyOften() {
        double expected = (double) DRAWS / RANKS;

        for (int count : counts(Skew.UNIFORM)) {
            assertThat((double) count).as("seed %d", SEED).isCloseTo(expected, within(6 * Math.sqrt(expected)));
        }
    }

    private static int[] counts(Skew skew) {
        Skew.Draw draw = skew.over(RANKS);
        SplittableRandom random = new SplittableRandom(SEED);
        int[] counts = new int[RANKS];
        for (int i = 0; i < DRAWS; i++) {
            counts[draw.next(random)]++;
        }
        return counts;
    }
}
