package io.wattledger.books;

import io.wattledger.ledger.Dimensions;
import io.wattledger.ledger.Total;
import java.util.List;
import java.util.Map;

/**
 * The books of the partitions that an instance works on, each by itself: a figure that adds up partitions would fall when one of
 * them moves to another instance, and Prometheus takes a counter that falls for one that began again.
 *
 * @param counts what became of the events, by partition of inference-events
 * @param totals running totals since the books began, by partition of footprint-journal; a team lies in one of them
 * @param lags of all partitions that it reads
 * @param budgets months that are not over, of teams with a budget
 */
public record OwnBooks(
        Map<Integer, Counts> counts,
        Map<Integer, Map<Dimensions, Total>> totals,
        List<Lag> lags,
        List<BudgetMonth> budgets) {

    /**
     * How far the work is behind.
     *
     * @param records of the partition that wait to be worked on and committed
     */
    public record Lag(String topic, int partition, long records) {}

    /** Before anything is known. */
    public static final OwnBooks NONE = new OwnBooks(Map.of(), Map.of(), List.of(), List.of());

    /** What became of the events of all these partitions. */
    public Counts allCounts() {
        return Counts.sum(counts.values());
    }

    /**
     * Requests on their way between the rooms: booked in the journal, and not in the totals yet. Of several instances the sum
     * counts, as one may book what another totals.
     */
    public long unsettled() {
        long accepted = counts.values().stream()
                .mapToLong(each -> each.booked() + each.parked())
                .sum();
        return accepted
                - totals.values().stream()
                        .flatMap(partition -> partition.values().stream())
                        .mapToLong(total -> total.usage().requests())
                        .sum();
    }
}
