package io.wattledger.bench.report;

import io.wattledger.bench.measure.Figures;
import io.wattledger.bench.measure.Spread;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The rounds of a contender.
 *
 * @param title for people
 * @param rounds at least one
 */
public record Measured(
        String name,
        String title,
        int threads,
        int instances,
        int heapMegabytes,
        String guarantee,
        List<Figures> rounds) {

    public Measured {
        rounds = List.copyOf(rounds);
    }

    /** A figure over the rounds, of those in which it is known; NaN where it never is. */
    public Spread spread(ToDoubleFunction<Figures> figure) {
        double[] known = rounds.stream()
                .mapToDouble(figure)
                .filter(value -> !Double.isNaN(value))
                .toArray();
        return known.length == 0 ? new Spread(Double.NaN, Double.NaN, Double.NaN) : Spread.of(known);
    }

    public double median(ToDoubleFunction<Figures> figure) {
        return spread(figure).median();
    }

    /** Throughput over that of another. */
    public double ratioTo(Measured other) {
        return median(Figures::eventsPerSecond) / other.median(Figures::eventsPerSecond);
    }

    /** Whether the warm-up was over in each round. */
    public boolean warm() {
        return rounds.stream().allMatch(Figures::warm);
    }
}
