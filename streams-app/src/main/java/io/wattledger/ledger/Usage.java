package io.wattledger.ledger;

/**
 * What was used: counts that add up. Input tokens include the cached ones.
 *
 * @param measuredMicrojoules energy that came with the events, microjoules; 0 where nothing was measured
 */
public record Usage(
        long requests,
        long lateRequests,
        long inferences,
        long inputTokens,
        long cachedInputTokens,
        long outputTokens,
        long measuredMicrojoules) {

    /** Nothing. */
    public static final Usage NONE = new Usage(0, 0, 0, 0, 0, 0, 0);

    /** The sum. */
    public Usage plus(Usage other) {
        return new Usage(
                Math.addExact(requests, other.requests),
                Math.addExact(lateRequests, other.lateRequests),
                Math.addExact(inferences, other.inferences),
                Math.addExact(inputTokens, other.inputTokens),
                Math.addExact(cachedInputTokens, other.cachedInputTokens),
                Math.addExact(outputTokens, other.outputTokens),
                Math.addExact(measuredMicrojoules, other.measuredMicrojoules));
    }

    /** What this has more than an earlier usage of the same cell. */
    Usage minus(Usage earlier) {
        return new Usage(
                requests - earlier.requests,
                lateRequests - earlier.lateRequests,
                inferences - earlier.inferences,
                inputTokens - earlier.inputTokens,
                cachedInputTokens - earlier.cachedInputTokens,
                outputTokens - earlier.outputTokens,
                measuredMicrojoules - earlier.measuredMicrojoules);
    }
}
