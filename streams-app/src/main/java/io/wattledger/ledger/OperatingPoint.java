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
