package io.wattledger.standalone.workload;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What one request used. Names and units as in the event's schema. Counts are not checked here: a trace may hold
 * impossible ones on purpose.
 */
public record Usage(
        long inferences,
        long inputTokens,
        long cachedInputTokens,
        long outputTokens,
        OptionalInt batchSize,
        OptionalLong durationMillis,
        OptionalLong measuredEnergyMicrojoules) {

    /** One turn of a language model, nothing else known. */
    static Usage ofTokens(long input, long output) {
        return new Usage(1, input, 0, output, OptionalInt.empty(), OptionalLong.empty(), OptionalLong.empty());
    }
}
