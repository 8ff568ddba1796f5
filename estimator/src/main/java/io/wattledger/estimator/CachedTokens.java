package io.wattledger.estimator;

/** Energy of an input token that the server had cached, over that of one that it had not. */
public final class CachedTokens {

    /**
     * ASSUMPTION: 0.02 of an input token. A cached token skips prefill; what stays is loading its keys and values and
     * the attention of the new tokens over them. Its later reads are in the output rate.
     */
    public static final double SHARE_CENTRAL_ASSUMED = 0.02;

    /**
     * 0.001: one read of the cache. Llama 3.1 8B on H100 SXM5: 131,072 bytes (2 × 32 layers × 8 heads × 128 × 2 bytes,
     * the model's config.json, 2024-07) at 3350 GB/s and 700 W are 27 µJ, of 22.6 mJ for prefill.
     */
    public static final double SHARE_LOW_ONE_READ = 0.001;

    /**
     * 0.10: what providers charge for a cached token of what they charge for another (Anthropic, DeepSeek, price lists of
     * 2025). A ceiling.
     */
    public static final double SHARE_HIGH_PRICE_LISTS = 0.10;

    private CachedTokens() {}

    /** Energy per cached input token, from that of an input token. */
    public static Estimate<Joules> of(Estimate<Joules> inputToken) {
        return new Estimate<>(
                inputToken.low().times(SHARE_LOW_ONE_READ),
                inputToken.central().times(SHARE_CENTRAL_ASSUMED),
                inputToken.high().times(SHARE_HIGH_PRICE_LISTS));
    }
}
