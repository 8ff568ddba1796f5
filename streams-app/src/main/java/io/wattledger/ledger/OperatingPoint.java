package io.wattledger.ledger;

/**
 * What a request costs at one batch size, microjoules per unit. The four rates add up, so energy is linear in what was used.
 *
 * @param batchSize requests that share the replica, at least 1
 */
public record OperatingPoint(
        int batchSize, Range perInference, Range perInputToken, Range perCachedInputToken, Range perOutputToken) {

    /** @throws IllegalArgumentException if the batch size is below 1. */
    public OperatingPoint {
        if (batchSize < 1) {
            throw new IllegalArgumentException("a batch size must be at least 1, but is " + batchSize);
        }
    }

    /** The point of a batch size between two: rates are linear in its inverse, as what a step takes is shared by the batch. */
    static OperatingPoint between(OperatingPoint below, OperatingPoint above, int batchSize) {
        double share = (double) above.batchSize
                * (batchSize - below.batchSize)
                / ((double) batchSize * (above.batchSize - below.batchSize));
        return new OperatingPoint(
                batchSize,
                Range.between(below.perInference, above.perInference, share),
                Range.between(below.perInputToken, above.perInputToken, share),
                Range.between(below.perCachedInputToken, above.perCachedInputToken, share),
                Range.between(below.perOutputToken, above.perOutputToken, share));
    }

    /** Energy of the usage, microjoules. */
    public Amount<Unit.Microjoules> energy(Usage usage) {
        double uncached = Math.subtractExact(usage.inputTokens(), usage.cachedInputTokens());
        double inferences = usage.inferences();
        double cached = usage.cachedInputTokens();
        double output = usage.outputTokens();
        return Amount.rounded(
                inferences * perInference.low()
                        + uncached * perInputToken.low()
                        + cached * perCachedInputToken.low()
                        + output * perOutputToken.low(),
                inferences * perInference.central()
                        + uncached * perInputToken.central()
                        + cached * perCachedInputToken.central()
                        + output * perOutputToken.central(),
                inferences * perInference.high()
                        + uncached * perInputToken.high()
                        + cached * perCachedInputToken.high()
                        + output * perOutputToken.high());
    }

    /** The highest energy of one unit of each count, microjoules. */
    double highestOfOneEach() {
        return perInference.high() + perInputToken.high() + perCachedInputToken.high() + perOutputToken.high();
    }
}
