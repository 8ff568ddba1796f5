package io.wattledger.books;

import io.wattledger.ledger.Dimensions;
import io.wattledger.ledger.Total;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The books at a moment.
 *
 * @param counts what became of the events
 * @param totals running totals since the books began
 * @param nextOffsets by partition of inference-events: the offset after the last event that the counts include
 */
public record Books(Counts counts, Map<Dimensions, Total> totals, Map<Integer, Long> nextOffsets) {

    /** Before anything was booked. */
    public static final Books NONE = new Books(Counts.sum(List.of()), Map.of(), Map.of());

    /** Requests on their way between the rooms: booked in the journal, and not in the totals yet. */
    public long unsettled() {
        return counts.booked() + counts.parked() - requests();
    }

    /** Whether the totals hold every event that was accepted: nothing is on its way through the journal. */
    public boolean settled() {
        return unsettled() == 0 && counts.later().handedOn() <= counts.later().keyless();
    }

    private long requests() {
        return totals.values().stream()
                .mapToLong(total -> total.usage().requests())
                .sum();
    }

    /** Whether every event before the given offsets, by partition of inference-events, is in the totals. */
    public boolean include(Map<Integer, Long> offsets) {
        return settled()
                && offsets.entrySet().stream()
                        .allMatch(end -> nextOffsets.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }

    /** Totals by something coarser, such as the team. */
    public <K> Map<K, Total> by(Function<Dimensions, K> key) {
        return totals.entrySet().stream()
                .collect(Collectors.toMap(entry -> key.apply(entry.getKey()), Map.Entry::getValue, Total::cappedPlus));
    }
}
