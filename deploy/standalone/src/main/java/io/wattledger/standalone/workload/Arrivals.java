package io.wattledger.standalone.workload;

import java.time.Duration;
import java.util.Arrays;

/**
 * How a service's requests fall in time: a Poisson process whose rate is a product of random factors, one a minute,
 * one each 10 s and one a second. Their squared coefficients of variation are fitted to the index of dispersion
 * (variance over mean) of the counts per 60 s, 10 s and 1 s in the Azure LLM inference trace 2023 (CC-BY-4.0): code
 * 160.5, 71.3, 13.2 at 2.57 requests/s; chat 20.6, 4.0, 1.4 at 5.53 requests/s.
 */
enum Arrivals {
    /** Editors at work: bursts and silences on every scale. */
    BURSTY(1.05, 0.82, 0.52),
    /** Many people, each on their own: nearly Poisson, with a slow swell. */
    STEADY(0.06, 0, 0);

    private static final int SECONDS_PER_MINUTE = 60;
    private static final int SECONDS_PER_STRETCH = 10;

    private final double minuteCv2;
    private final double stretchCv2;
    private final double secondCv2;

    Arrivals(double minuteCv2, double stretchCv2, double secondCv2) {
        this.minuteCv2 = minuteCv2;
        this.stretchCv2 = stretchCv2;
        this.secondCv2 = secondCv2;
    }

    /** Exactly {@code count} arrivals in [0, span), as nanoseconds, in no order. */
    long[] draw(Draws draws, int count, Duration span) {
        double[] cumulative = cumulativeRates(draws, Math.toIntExact(Math.max(1, span.toSeconds())));
        double total = cumulative[cumulative.length - 1];
        double nanosPerSlot = (double) span.toNanos() / cumulative.length;
        long[] arrivals = new long[count];
        for (int i = 0; i < count; i++) {
            int found = Arrays.binarySearch(cumulative, draws.unit() * total);
            int slot = Math.min(found < 0 ? -found - 1 : found + 1, cumulative.length - 1);
            arrivals[i] = Math.min((long) ((slot + draws.unit()) * nanosPerSlot), span.toNanos() - 1);
        }
        return arrivals;
    }

    private double[] cumulativeRates(Draws draws, int seconds) {
        double[] cumulative = new double[seconds];
        double sum = 0;
        double minute = 1;
        double stretch = 1;
        for (int second = 0; second < seconds; second++) {
            if (second % SECONDS_PER_MINUTE == 0) {
                minute = draws.lognormalOfMeanOne(minuteCv2);
            }
            if (second % SECONDS_PER_STRETCH == 0) {
                stretch = draws.lognormalOfMeanOne(stretchCv2);
            }
            sum += minute * stretch * draws.lognormalOfMeanOne(secondCv2);
            cumulative[second] = sum;
        }
        return cumulative;
    }
}
