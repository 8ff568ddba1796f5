package io.wattledger.estimator;

import java.util.Locale;

/** What an amount of energy is charged per. The four add up; none contains another. */
public enum Rate {
    /** Per inference, whatever its tokens. */
    INFERENCE,
    /** Per input token that was not cached. */
    INPUT_TOKEN,
    /** Per input token that the server had cached. */
    CACHED_INPUT_TOKEN,
    /** Per generated token. */
    OUTPUT_TOKEN;

    /** The name in the table. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
