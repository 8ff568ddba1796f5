package io.wattledger.metrics;

import io.prometheus.metrics.model.snapshots.Labels;
import io.wattledger.books.Counts;
import io.wattledger.books.OwnBooks;
import io.wattledger.ledger.Quantity;
import io.wattledger.ledger.Total;
import io.wattledger.topology.TablesStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What all meters of one scrape are read from.
 *
 * @param counts of all partitions of the instance
 * @param series totals by partition and the dimensions that are labels
 * @param byModelAndGpu totals by these two
 * @param windowSeries the series that windows may have
 * @param windows totals of the running windows and of those before them, as far as they are known
 * @param budgets by team
 * @param overflow by label: values that are in its bucket {@code other}
 */
record Moment(
        Instant at,
        OwnBooks books,
        Counts counts,
        Map<Labels, Total> series,
        Map<Labels, Total> byModelAndGpu,
        List<Labels> windowSeries,
        List<WindowAt> windows,
        Map<String, Budget> budgets,
        Map<String, Integer> overflow,
        TablesStatus tables,
        HttpTraffic traffic,
        String version) {

    /** A team's budget of a quantity, joules, litres or grams. */
    OptionalDouble budget(String team, Quantity quantity) {
        Budget budget = budgets.get(team);
        return budget == null ? OptionalDouble.empty() : budget.of(quantity);
    }

    /**
     * A window, running or closed.
     *
     * @param labels window and state
     * @param totals by the dimensions that are labels of windows; nothing happened in those that are not there
     */
    record WindowAt(Labels labels, Map<Labels, Total> totals) {}
}
