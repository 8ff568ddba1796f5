package io.wattledger.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class EstimateLawTest {

    private static final int ROUNDS = 10_000;

    @Test
    void shouldStayOrderedUnderPlusAndTimes() {
        forAll(random -> {
            Estimate<Joules> sum = estimate(random).plus(estimate(random)).times(random.nextDouble() * 1e3);

            assertThat(sum.low()).isLessThanOrEqualTo(sum.central());
            assertThat(sum.central()).isLessThanOrEqualTo(sum.high());
        });
    }

    @Test
    void shouldAddInAnyOrder() {
        forAll(random -> {
            Estimate<Joules> a = estimate(random);
            Estimate<Joules> b = estimate(random);

            assertThat(a.plus(b)).isEqualTo(b.plus(a));
        });
    }

    @Test
    void shouldScaleASumAsItScalesItsParts() {
        forAll(random -> {
            Estimate<Joules> a = estimate(random);
            Estimate<Joules> b = estimate(random);
            double factor = random.nextDouble() * 10;

            double together = a.plus(b).times(factor).central().value();
            double apart = a.times(factor).plus(b.times(factor)).central().value();

            assertThat(together).isCloseTo(apart, within(1e-12 * apart));
        });
    }

    @Test
    void shouldKeepZeroAndOneNeutral() {
        forAll(random -> {
            Estimate<Joules> a = estimate(random);

            assertThat(a.plus(Estimate.exactly(new Joules(0)))).isEqualTo(a);
            assertThat(a.times(1)).isEqualTo(a);
        });
    }

    private static Estimate<Joules> estimate(Random random) {
        double[] values =
                random.doubles(3).map(value -> Math.exp(40 * value - 20)).toArray();
        Arrays.sort(values);
        return new Estimate<>(new Joules(values[0]), new Joules(values[1]), new Joules(values[2]));
    }

    private static void forAll(Consumer<Random> law) {
        long seed = System.nanoTime();
        System.out.println("EstimateLawTest seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            law.accept(random);
        }
    }
}
