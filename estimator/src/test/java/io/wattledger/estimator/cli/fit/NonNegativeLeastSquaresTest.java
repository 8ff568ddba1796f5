package io.wattledger.estimator.cli.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class NonNegativeLeastSquaresTest {

    @Test
    void shouldBeTheUnconstrainedMinimumWhereThatIsPositive() {
        double[] solved = NonNegativeLeastSquares.solve(new double[][] {{2, 0}, {0, 4}}, new double[] {2, 8});

        assertThat(solved).containsExactly(new double[] {1, 2}, within(1e-12));
    }

    /** Unconstrained it is (−1, 2); with the first held at 0 the second is 3/2. */
    @Test
    void shouldHoldAtZeroWhatWouldBeNegative() {
        double[] solved = NonNegativeLeastSquares.solve(new double[][] {{1, 1}, {1, 2}}, new double[] {1, 3});
        assertThat(solved).containsExactly(new double[] {0, 1.5}, within(1e-12));
    }

    /** Karush, Kuhn and Tucker: no number is negative, none that is held would gain, none that is free has a slope. */
    @Test
    void shouldBeOptimal() {
        long seed = System.nanoTime();
        System.out.println("NonNegativeLeastSquaresTest seed " + seed);
        Random random = new Random(seed);
        int held = 0;
        for (int round = 0; round < 500; round++) {
            int size = 1 + random.nextInt(10);
            int rows = size + random.nextInt(20);
            double[][] gram = new double[size][size];
            double[] moment = new double[size];
            for (int row = 0; row < rows; row++) {
                double[] a = random.doubles(size, -1, 1).toArray();
                double b = random.nextDouble() * 2 - 1;
                for (int i = 0; i < size; i++) {
                    moment[i] += a[i] * b;
                    for (int j = 0; j < size; j++) {
                        gram[i][j] += a[i] * a[j] + (i == j ? 1e-6 : 0);
                    }
                }
            }

            double[] x = NonNegativeLeastSquares.solve(gram, moment);

            for (int i = 0; i < size; i++) {
                double slope = moment[i];
                for (int j = 0; j < size; j++) {
                    slope -= gram[i][j] * x[j];
                }
                assertThat(x[i]).isNotNegative();
                if (x[i] > 0) {
                    assertThat(slope).isCloseTo(0, within(1e-7));
                } else {
                    held++;
                    assertThat(slope).isLessThan(1e-7);
                }
            }
        }
        assertThat(held).isPositive();
    }
}
