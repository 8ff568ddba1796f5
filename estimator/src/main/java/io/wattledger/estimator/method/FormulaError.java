package io.wattledger.estimator.method;

import io.wattledger.estimator.Estimate;
import io.wattledger.estimator.Joules;

/**
 * Measured energy over what FLOPs per watt says, as far as anybody measured it: what the range of that method is made
 * of. The formula itself stays the central figure, as published, even where the measurements say that it is too low.
 */
enum FormulaError {
    /**
     * 0.75 to 10.4 with a median of 1.96: timm's throughput of 1,443 vision models on RTX 3090 and RTX 4090 at board power,
     * over FLOPs ÷ (FP32 peak ÷ board power); 5th and 95th percentile of both cards together. Mixed precision does
     * about what the FP32 peak promises, as the document's own adapted figures say.
     */
    VISION(0.75, 1.96, 10.4, "timm benchmark-infer-amp-nchw-pt240-cu124 (Apache-2.0), RTX 3090 and 4090, read 2026-11"),
    /** The same over the dense tensor peak. */
    VISION_TENSOR_PEAK(
            1.5, 3.9, 20.8, "timm benchmark-infer-amp-nchw-pt240-cu124 (Apache-2.0), RTX 3090 and 4090, read 2026-11"),
    /**
     * 0.9 to 6.4: throughput of BERT (table B.2) at TDP over FLOPs (table A.4) ÷ adapted efficiency (table B.3) is 2.7 to
     * 6.4 if the runs had 128 tokens, a third of that if they had 384; the document does not say which.
     */
    LANGUAGE_ENCODER(
            0.9, 2.4, 6.4, "Thesis on compute and energy of deep-learning inference, 2021, tables A.4, B.2 and B.3"),
    /**
     * 5 to 308 with a median of 42: ML.ENERGY v3.0, 602 runs on H100 and B200, joules per output token over 2 FLOP per
     * active parameter ÷ (dense 16-bit peak ÷ TDP); 5th and 95th percentile. Decoding waits for memory, not arithmetic.
     */
    LANGUAGE_DECODER(5, 42, 308, "ML.ENERGY Benchmark v3.0 (Apache-2.0), LLM runs on H100 and B200, 2025-12");

    private final double low;
    private final double median;
    private final double high;
    private final String source;

    FormulaError(double low, double median, double high, String source) {
        this.low = low;
        this.median = median;
        this.high = high;
        this.source = source;
    }

    double low() {
        return low;
    }

    double median() {
        return median;
    }

    double high() {
        return high;
    }

    String source() {
        return source;
    }

    /** The range around the published figure, which stays in it. */
    Estimate<Joules> around(Joules published) {
        return new Estimate<>(published.times(Math.min(1, low)), published, published.times(Math.max(1, high)));
    }
}
