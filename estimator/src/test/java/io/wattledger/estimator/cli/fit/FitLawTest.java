package io.wattledger.estimator.cli.fit;

import static org.assertj.core.api.Assertions.assertThat;

import io.wattledger.estimator.Flops;
import io.wattledger.estimator.method.AlphaFlopsCoefficients;
import io.wattledger.estimator.method.AlphaFlopsCoefficients.Pair;
import io.wattledger.estimator.method.EfficiencyLaw;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** A 95 % interval holds the truth in about 95 % of noisy measurements. */
class FitLawTest {

    private static final long SEED = 20_261_121L;
    private static final int RUNS = 200;

    /** Five standard deviations of a binomial count (200 runs at 95 %) below its mean of 190. */
    private static final int LEAST = 175;

    /** Wide intervals would pass any lower bound; all 200 of all coefficients is not 95 %. */
    private static final double MOST_ON_AVERAGE = 198.5;

    @Test
    void shouldHoldAlphaFlopsWithinItsInterval() {
        AlphaFlopsCoefficients truth = new AlphaFlopsCoefficients(
                new Pair(0.015, 0.8), new Pair(0.003, 0.7), 0.05, 0.02, "synthetic", "synthetic", "2026");
        double[] expected = {0.015, 0.8, 0.003, 0.7, 0.05, 0.02};
        Random random = new Random(SEED);

        int[] held = new int[expected.length];
        for (int run = 0; run < RUNS; run++) {
            count(
                    held,
                    AlphaFlopsFit.of(SyntheticTimings.noisy(truth, 0.05, random), true)
                            .coefficients(),
                    expected);
        }

        assertCoverage(held);
    }

    /** Table 1 of "Modeling Energy Consumption in Deep Learning Architectures Using Power Laws", projections on an A100. */
    @Test
    void shouldHoldAnEfficiencyLawWithinItsInterval() {
        EfficiencyLaw truth = new EfficiencyLaw(68.22, 8.5, 0.7);
        double[] expected = {68.22, 8.5, 0.7};
        Random random = new Random(SEED);

        int[] held = new int[expected.length];
        for (int run = 0; run < RUNS; run++) {
            count(held, EfficiencyFit.of(pairs(truth, random), 156).coefficients(), expected);
        }

        assertCoverage(held);
    }

    private static List<EfficiencyPair> pairs(EfficiencyLaw law, RandomGenerator random) {
        List<EfficiencyPair> pairs = new ArrayList<>();
        for (double flops = 1e8; flops < 3e12; flops *= 1.3) {
            double seconds = law.seconds(new Flops(flops), 156e12) * (1 + 0.03 * random.nextGaussian());
            pairs.add(new EfficiencyPair(pairs.size() + 2, flops, seconds));
        }
        return pairs;
    }

    private static void count(int[] held, List<Coefficient> coefficients, double[] truth) {
        for (int i = 0; i < truth.length; i++) {
            double expected = truth[i];
            held[i] += coefficients
                            .get(i)
                            .interval()
                            .filter(interval -> interval.contains(expected))
                            .isPresent()
                    ? 1
                    : 0;
        }
    }

    private static void assertCoverage(int[] held) {
        assertThat(Arrays.stream(held).boxed().toList())
                .as("of %d runs with seed %d, the truth lay within the interval", RUNS, SEED)
                .allMatch(count -> count >= LEAST);
        assertThat(Arrays.stream(held).average().orElseThrow()).isLessThan(MOST_ON_AVERAGE);
    }
}
