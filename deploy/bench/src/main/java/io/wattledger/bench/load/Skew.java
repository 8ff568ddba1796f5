package io.wattledger.bench.load;

import java.util.function.IntUnaryOperator;
import java.util.random.RandomGenerator;

/** How events spread over what they may be of. */
public enum Skew {
    /** The one of rank n comes in proportion to 1/n. */
    ZIPF,
    /** All come equally often. */
    UNIFORM;

    /** Draws ranks from 0 to below the count. */
    public Draw over(int count) {
        double[] weights = new double[count];
        for (int rank = 0; rank < count; rank++) {
            weights[rank] = this == ZIPF ? 1.0 / (rank + 1) : 1.0;
        }
        return aliases(weights);
    }

    /** A rank for a source of randomness. */
    @FunctionalInterface
    public interface Draw {
        int next(RandomGenerator random);
    }

    /** Walker's alias method in Vose's form: a draw takes the same time whatever the count. */
    private static Draw aliases(double[] weights) {
        int count = weights.length;
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        double[] share = new double[count];
        int[] alias = new int[count];
        int[] work = new int[count];
        int small = 0;
        int large = count;
        for (int i = 0; i < count; i++) {
            share[i] = weights[i] * count / sum;
            alias[i] = i;
            if (share[i] < 1) {
                work[small++] = i;
            } else {
                work[--large] = i;
            }
        }
        while (small > 0 && large < count) {
            int less = work[--small];
            int more = work[large];
            alias[less] = more;
            share[more] -= 1 - share[less];
            if (share[more] < 1) {
                large++;
                work[small++] = more;
            }
        }
        IntUnaryOperator other = i -> alias[i];
        return random -> {
            int i = random.nextInt(count);
            return random.nextDouble() < share[i] ? i : other.applyAsInt(i);
        };
    }
}
