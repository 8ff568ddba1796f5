package io.wattledger.estimator.trend;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The best trade-offs of cost and quality. */
public final class ParetoFront {

    private ParetoFront() {}

    /**
     * The items that no other one beats: none costs as much or less and is as good or better, and differs in one of both.
     * By cost; of equals all stay.
     */
    public static <T> List<T> of(List<T> items, ToDoubleFunction<T> cost, ToDoubleFunction<T> quality) {
        List<T> sorted = items.stream()
                .sorted(Comparator.comparingDouble(cost)
                        .thenComparing(Comparator.comparingDouble(quality).reversed()))
                .toList();
        List<T> front = new ArrayList<>();
        double best = Double.NEGATIVE_INFINITY;
        double bestCost = Double.NEGATIVE_INFINITY;
        for (T item : sorted) {
            double reached = quality.applyAsDouble(item);
            boolean equal = reached == best && cost.applyAsDouble(item) == bestCost;
            if (reached > best || equal) {
                front.add(item);
                best = reached;
                bestCost = cost.applyAsDouble(item);
            }
        }
        return front;
    }
}
