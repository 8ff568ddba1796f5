package io.wattledger.standalone.workload;

/**
 * Distributions of token counts, as quantiles with log-linear interpolation between them. Measured on the Azure LLM
 * inference trace 2023 (Azure/AzurePublicDataset, CC-BY-4.0; an hour of 2023-11-16, 8,819 requests of a code service
 * and 19,366 of a chat service). Input and output lengths of a request are hardly correlated there (Pearson's r of
 * the logarithms: code 0.00, chat 0.09), so they are drawn apart.
 */
final class TokenCounts {
    /** ContextTokens of AzureLLMInferenceTrace_code.csv; mean 2,048. */
    static final TokenCounts CODE_INPUT =
            new TokenCounts(3, 17, 75, 147, 578, 1469, 2745, 5194, 7315, 7436, 7437, 7437);
    /** GeneratedTokens of AzureLLMInferenceTrace_code.csv; mean 28. */
    static final TokenCounts CODE_OUTPUT = new TokenCounts(6, 6, 6, 7, 9, 13, 24, 55, 90, 252, 831, 1899);
    /** ContextTokens of AzureLLMInferenceTrace_conv.csv; mean 1,155. */
    static final TokenCounts CHAT_INPUT =
            new TokenCounts(2, 29, 181, 207, 396, 1020, 1189, 2735, 4083, 4142, 6212, 14050);
    /** GeneratedTokens of AzureLLMInferenceTrace_conv.csv; mean 211. */
    static final TokenCounts CHAT_OUTPUT = new TokenCounts(7, 16, 41, 54, 85, 129, 395, 424, 451, 601, 954, 1000);

    private static final double[] PROBABILITIES = {0, .01, .05, .1, .25, .5, .75, .9, .95, .99, .999, 1};

    private final double[] quantiles;

    private TokenCounts(double... quantiles) {
        this.quantiles = quantiles;
    }

    long draw(Draws draws) {
        double p = draws.unit();
        int upper = 1;
        while (PROBABILITIES[upper] <= p) {
            upper++;
        }
        double share = (p - PROBABILITIES[upper - 1]) / (PROBABILITIES[upper] - PROBABILITIES[upper - 1]);
        double from = StrictMath.log(quantiles[upper - 1]);
        double to = StrictMath.log(quantiles[upper]);
        return StrictMath.round(StrictMath.exp(from + share * (to - from)));
    }
}
