package io.wattledger.standalone.workload;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Seeded random draws that are the same on every JDK: of the library's generators only {@link
 * SplittableRandom#nextLong()} is used, whose algorithm is fixed, and {@link StrictMath}.
 */
final class Draws {

    /** An odd constant (of L'Ecuyer's multipliers, as in java.util.random) that keeps streams apart. */
    private static final long STREAM_STEP = 0xd1342543de82ef95L;

    private static final double UNIT = 0x1p-53;

    private final SplittableRandom random;

    private Draws(SplittableRandom random) {
        this.random = random;
    }

    /** Stream {@code stream} of a seed; streams are independent, so that a row can be drawn without those before it. */
    static Draws of(long seed, long stream) {
        return new Draws(new SplittableRandom(new SplittableRandom(seed).nextLong() + stream * STREAM_STEP));
    }

    /** Uniform in [0, 1). */
    double unit() {
        return (random.nextLong() >>> 11) * UNIT;
    }

    /** Uniform in [from, to). */
    long between(long from, long to) {
        return from + (long) (unit() * (to - from));
    }

    boolean chance(double probability) {
        return unit() < probability;
    }

    /** Lognormal with mean 1 and the given squared coefficient of variation (variance over squared mean). */
    double lognormalOfMeanOne(double squaredCv) {
        double variance = StrictMath.log1p(squaredCv);
        return StrictMath.exp(StrictMath.sqrt(variance) * gaussian() - variance / 2);
    }

    /** Box-Muller. */
    private double gaussian() {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - unit()));
        return radius * StrictMath.cos(2 * StrictMath.PI * unit());
    }

    /** One of the choices, by weight. */
    <T> T pick(List<Weighted<T>> choices) {
        double total = 0;
        for (Weighted<T> choice : choices) {
            total += choice.weight();
        }
        double left = unit() * total;
        for (Weighted<T> choice : choices) {
            left -= choice.weight();
            if (left < 0) {
                return choice.value();
            }
        }
        return choices.get(choices.size() - 1).value();
    }

    record Weighted<T>(double weight, T value) {}
}
