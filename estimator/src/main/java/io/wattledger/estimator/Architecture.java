package io.wattledger.estimator;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a language model is made of. */
public enum Architecture {
    /** Every token uses every weight. */
    DENSE,
    /** A router picks some of the experts for each token. */
    MOE,
    /** Most layers keep a state of fixed size instead of keys and values: Mamba, linear attention. With experts or without. */
    HYBRID;

    /** The name in files. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The architecture of a label, in any case; measurement files also write "Dense Transformer".
     *
     * @throws EstimateException for a name that is none
     */
    public static Architecture of(String label) {
        String first = label.strip().toLowerCase(Locale.ROOT).split(" ", 2)[0];
        return Arrays.stream(values())
                .filter(architecture -> architecture.label().equals(first))
                .findFirst()
                .orElseThrow(() -> new EstimateException("architecture: '%s' is unknown; write one of %s"
                        .formatted(
                                label,
                                Arrays.stream(values()).map(Architecture::label).collect(Collectors.joining(", ")))));
    }
}
