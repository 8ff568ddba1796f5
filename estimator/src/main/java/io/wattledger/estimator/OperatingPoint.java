package io.wattledger.estimator;

import java.util.function.UnaryOperator;

/**
 * What an inference costs while batchSize requests share the replica. Joules at the accelerator, and its
 * share of the host where the row or estimate it is of has that.
 *
 * @param batchSize requests in flight on the replica
 * @param perInference energy per inference, whatever its tokens
 * @param perInputToken energy per input token that was not cached
 * @param perCachedInputToken energy per cached input token
 * @param perOutputToken energy per generated token
 */
public record OperatingPoint(
        int batchSize,
        Estimate<Joules> perInference,
        Estimate<Joules> perInputToken,
        Estimate<Joules> perCachedInputToken,
        Estimate<Joules> perOutputToken) {

    public OperatingPoint {
        if (batchSize < 1) {
            throw new IllegalArgumentException("batch size " + batchSize + ": must be at least 1");
        }
    }

    /**
     * The point of a batch size between two: rates are linear in its inverse, as what a step takes is shared by its batch.
     *
     * @param batchSize above that of the one and below that of the other
     */
    public static OperatingPoint between(OperatingPoint below, OperatingPoint above, int batchSize) {
        double share = (double) above.batchSize
                * (batchSize - below.batchSize)
                / ((double) batchSize * (above.batchSize - below.batchSize));
        return new OperatingPoint(
                batchSize,
                between(below.perInference, above.perInference, share),
                between(below.perInputToken, above.perInputToken, share),
                between(below.perCachedInputToken, above.perCachedInputToken, share),
                between(below.perOutputToken, above.perOutputToken, share));
    }

    private static Estimate<Joules> between(Estimate<Joules> from, Estimate<Joules> to, double share) {
        return from.times(1 - share).plus(to.times(share));
    }

    public Estimate<Joules> per(Rate rate) {
        return switch (rate) {
            case INFERENCE -> perInference;
            case INPUT_TOKEN -> perInputToken;
            case CACHED_INPUT_TOKEN -> perCachedInputToken;
            case OUTPUT_TOKEN -> perOutputToken;
        };
    }

    /** The point with each rate changed. */
    public OperatingPoint map(UnaryOperator<Estimate<Joules>> change) {
        return new OperatingPoint(
                batchSize,
                change.apply(perInference),
                change.apply(perInputToken),
                change.apply(perCachedInputToken),
                change.apply(perOutputToken));
    }

    /**
     * Energy of some inferences.
     *
     * @param inputTokens all input tokens, the cached ones among them
     * @param cachedInputTokens those of the input tokens that were cached
     */
    public Estimate<Joules> energy(long inferences, long inputTokens, long cachedInputTokens, long outputTokens) {
        if (cachedInputTokens > inputTokens) {
            throw new IllegalArgumentException("%d cached input tokens of %d: cached is a subset of input"
                    .formatted(cachedInputTokens, inputTokens));
        }
        return perInference
                .times((double) inferences)
                .plus(perInputToken.times((double) (inputTokens - cachedInputTokens)))
                .plus(perCachedInputToken.times((double) cachedInputTokens))
                .plus(perOutputToken.times((double) outputTokens));
    }
}
