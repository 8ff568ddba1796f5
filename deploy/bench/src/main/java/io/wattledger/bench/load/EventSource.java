package io.wattledger.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** Events of a seed: the same ones each time. Their ids differ, whatever the number of events. */
public final class EventSource {

    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;
    private static final int SHORTEST_INPUT = 40;
    private static final int INPUT_SPREAD = 1_000;
    private static final int SHORTEST_OUTPUT = 20;
    private static final int OUTPUT_SPREAD = 400;
    private static final int CACHED_ONE_IN = 4;
    private static final int SLOWEST_MILLIS = 8_000;

    private final Population population;
    private final Skew.Draw draw;
    private final SplittableRandom random;
    private final long idBase;
    private final TimeSpread time;
    private long drawn;

    /**
     * @param seed of everything that is drawn
     * @param time when the events occurred
     */
    public EventSource(Population population, Skew skew, long seed, TimeSpread time) {
        this.population = population;
        this.draw = skew.over(population.size());
        this.random = new SplittableRandom(seed);
        this.idBase = seed * GOLDEN_GAMMA;
        this.time = time;
    }

    /**
     * Events in the order of their times, evenly spread.
     *
     * @param end milliseconds since the epoch
     * @param millis from the first event to the end
     * @param events how many there are
     */
    public record TimeSpread(long end, long millis, long events) {
        long at(long index) {
            return end - millis + (long) ((double) index * millis / events);
        }
    }

    /** The next one. */
    public BenchEvent next() {
        long index = drawn++;
        return next(time.at(index), index);
    }

    /** The next one, with a time of its own. */
    public BenchEvent nextAt(long occurredAt) {
        return next(occurredAt, drawn++);
    }

    private BenchEvent next(long occurredAt, long index) {
        int rank = draw.next(random);
        long input = (long) SHORTEST_INPUT + random.nextInt(INPUT_SPREAD);
        long cached = random.nextInt(CACHED_ONE_IN) == 0 ? input / 2 : 0;
        long output = (long) SHORTEST_OUTPUT + random.nextInt(OUTPUT_SPREAD);
        return new BenchEvent(
                id(idBase + index),
                rank,
                population.at(rank),
                occurredAt,
                input,
                cached,
                output,
                1 + random.nextInt(SLOWEST_MILLIS));
    }

    /** Sixteen digits that no other number has: SplitMix64's finisher is a bijection. */
    private static String id(long number) {
        long z = number;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        z ^= z >>> 31;
        byte[] digits = new byte[Long.SIZE / 4];
        for (int i = digits.length - 1; i >= 0; i--) {
            digits[i] = (byte) Character.forDigit((int) (z & 0xf), 16);
            z >>>= 4;
        }
        return new String(digits, StandardCharsets.ISO_8859_1);
    }
}
