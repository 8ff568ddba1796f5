package io.wattledger.ledger;

import java.util.List;
import java.util.stream.Stream;

/**
 * The shares of a budget that are announced when a month crosses them.
 *
 * @param percents rising
 */
public record Thresholds(List<Integer> percents) {

    /** In whatever order. */
    public Thresholds {
        percents = percents.stream().sorted().toList();
    }

    /**
     * A threshold that was crossed.
     *
     * @param reached whether upwards
     */
    public record Crossing(int percent, boolean reached) {}

    /** The highest that the amount reaches, percent; 0 if it reaches none. Both in the same unit. */
    public int reached(long spent, long budget) {
        return percents.stream()
                .filter(percent -> reaches(spent, budget, percent))
                .reduce(0, (lower, higher) -> higher);
    }

    /**
     * What was crossed between what was announced and what is, in the order of the way there.
     *
     * @param announced the highest threshold that was announced, percent; 0 if none. It need not be one of these.
     * @param reached the highest that is reached now
     */
    public List<Crossing> between(int announced, int reached) {
        Stream<Crossing> up = percents.stream()
                .filter(percent -> percent > announced && percent <= reached)
                .map(percent -> new Crossing(percent, true));
        Stream<Crossing> down = percents.stream()
                .filter(percent -> percent > reached && percent <= announced)
                .sorted((a, b) -> b - a)
                .map(percent -> new Crossing(percent, false));
        return Stream.concat(up, down).toList();
    }

    /** Whether {@code spent >= budget * percent / 100}, in whole numbers of 128 bits. */
    private static boolean reaches(long spent, long budget, int percent) {
        long high = Math.multiplyHigh(spent, 100);
        long limit = Math.multiplyHigh(budget, percent);
        return high == limit ? Long.compareUnsigned(spent * 100, budget * percent) >= 0 : high > limit;
    }
}
