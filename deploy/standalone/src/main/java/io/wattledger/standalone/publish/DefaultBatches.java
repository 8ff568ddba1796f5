package io.wattledger.standalone.publish;

import io.wattledger.schemas.Topics;
import io.wattledger.standalone.kafka.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** By which batch sizes the cost table books events that tell none. */
public final class DefaultBatches {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private DefaultBatches() {}

    /**
     * The batch size of the first operating point of each row, by the key of the row.
     *
     * @param at revisions in force at this time
     * @throws PublishException if the table cannot be read
     */
    public static Map<String, Integer> read(Map<String, ?> kafka, Topics topics, Instant at, Progress progress)
            throws PublishException {
        Map<String, Integer> batches = new HashMap<>();
        new TableReader(kafka, PATIENCE, progress)
                .read(CostTable.of(topics, false))
                .forEach((key, revisions) -> Revision.inForce(revisions, at)
                        .ifPresent(revision -> batches.put(
                                key,
                                revision.content()
                                        .record()
                                        .getOperatingPoints()
                                        .get(0)
                                        .getBatchSize())));
        return batches;
    }
}
