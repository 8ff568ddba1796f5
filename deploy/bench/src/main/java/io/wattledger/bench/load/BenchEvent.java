package io.wattledger.bench.load;

import io.wattledger.v1.FootprintDimensions;
import io.wattledger.v1.InferenceEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event as it is drawn.
 *
 * @param rank of its dimensions in the population
 * @param occurredAt milliseconds since the epoch
 */
public record BenchEvent(
        String eventId,
        int rank,
        FootprintDimensions dimensions,
        long occurredAt,
        long inputTokens,
        long cachedInputTokens,
        long outputTokens,
        long durationMillis) {

    static final String SOURCE = "gw";

    private static final int BATCH_SIZE = 8;

    /** What the replica was set up with; some gateways do not know it. One of each dimensions, so that each has one price. */
    static @Nullable Integer batchSize(int rank) {
        return rank % 2 == 0 ? (Integer) BATCH_SIZE : null;
    }

    /** As a gateway would send it. */
    public InferenceEvent record() {
        return new InferenceEvent(
                eventId,
                SOURCE,
                Instant.ofEpochMilli(occurredAt),
                dimensions.getModelId(),
                dimensions.getGpu(),
                dimensions.getTeam(),
                dimensions.getProject(),
                dimensions.getRegion(),
                1L,
                inputTokens,
                cachedInputTokens,
                outputTokens,
                batchSize(rank),
                1,
                durationMillis,
                null);
    }
}
