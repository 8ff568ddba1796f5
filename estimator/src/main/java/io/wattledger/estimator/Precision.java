package io.wattledger.estimator;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How numbers are kept and multiplied. MIXED is what frameworks call automatic mixed precision: FP16 products, FP32 sums. */
public enum Precision {
    FP32(4),
    TF32(4),
    FP16(2),
    BF16(2),
    MIXED(2),
    FP8(1),
    INT8(1),
    FP4(0.5);

    private final double bytes;

    Precision(double bytes) {
        this.bytes = bytes;
    }

    /** Bytes of one number in memory. */
    public double bytes() {
        return bytes;
    }

    /** The name in tables and options. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The precision of a label, in any case.
     *
     * @throws EstimateException for a name that is none
     */
    public static Precision of(String label) {
        return Arrays.stream(values())
                .filter(precision -> precision.label().equals(label.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new EstimateException("unknown precision '%s'; write one of %s"
                        .formatted(
                                label,
                                Arrays.stream(values()).map(Precision::label).collect(Collectors.joining(", ")))));
    }
}
