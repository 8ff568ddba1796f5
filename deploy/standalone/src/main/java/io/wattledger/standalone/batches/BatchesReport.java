package io.wattledger.standalone.batches;

import io.wattledger.topology.Records;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the events of a time tell of batch sizes.
 *
 * @param topic that holds them
 * @param read how many there are
 * @param served by model and GPU
 * @param defaults batch sizes by which events that tell none are booked now, by {@code model|gpu}; empty where the table of costs
 *     was not read
 */
public record BatchesReport(
        String topic,
        Instant from,
        Instant to,
        EventReading.Read read,
        List<ServedBatches> served,
        Map<String, Integer> defaults) {

    public BatchesReport {
        served = List.copyOf(served);
        defaults = Map.copyOf(defaults);
    }

    /** Whether any request told a batch size. */
    public boolean told() {
        return served.stream().anyMatch(each -> !each.told().isEmpty());
    }

    /** The batch size by which events that tell none are booked now. */
    Optional<Integer> bookedBy(ServedBatches each) {
        return Optional.ofNullable(defaults.get(Records.costKey(each.modelId(), each.gpu())));
    }
}
