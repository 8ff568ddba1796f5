package io.wattledger.standalone.torture;

import java.util.Random;

/** How many events come in each second: about the mean, and now and then four times as many. */
final class Rhythm {

    private static final double BURSTS = 0.08;
    private static final int BURST = 4;
    private static final long SECOND = 1_000_000_000;

    private final Random random;
    private final int mean;
    private long second = -1;
    private long before;
    private long current;

    /** @param mean events a second outside of bursts */
    Rhythm(long seed, int mean) {
        this.random = new Random(seed);
        this.mean = mean;
    }

    /** Events that are due in all; asked for times that never go back. */
    long due(long nanosSinceStart) {
        while (second < nanosSinceStart / SECOND) {
            second++;
            before += current;
            long steady = (long) (mean * (0.6 + 0.8 * random.nextDouble()));
            current = random.nextDouble() < BURSTS ? BURST * steady : steady;
        }
        return before + current * (nanosSinceStart % SECOND) / SECOND;
    }
}
