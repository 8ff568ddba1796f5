package io.wattledger.ledger;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * An inference request as the books see it: checked by {@link EventRules}.
 *
 * @param occurredAt milliseconds since the epoch, UTC
 * @param measuredMicrojoules energy at the accelerator as measured, microjoules
 */
public record Event(
        String source,
        String eventId,
        long occurredAt,
        Dimensions dimensions,
        long inferences,
        long inputTokens,
        long cachedInputTokens,
        long outputTokens,
        OptionalInt batchSize,
        long gpuCount,
        OptionalLong durationMillis,
        OptionalLong measuredMicrojoules) {

    /** What it adds to its cell. */
    public Usage usage(boolean late) {
        return new Usage(
                1,
                late ? 1 : 0,
                inferences,
                inputTokens,
                cachedInputTokens,
                outputTokens,
                measuredMicrojoules.orElse(0));
    }
}
