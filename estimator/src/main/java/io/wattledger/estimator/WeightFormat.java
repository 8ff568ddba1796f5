package io.wattledger.estimator;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How weights lie in memory. */
public enum WeightFormat {
    FLOAT32(4, "fp32"),
    BFLOAT16(2, "bf16"),
    FLOAT16(2, "fp16 half"),
    FP8(1, "float8 fp8_e4m3"),
    INT8(1, "w8a8"),
    /** 4 bits and a scale of 8 bits for each 32 weights. Open Compute Project, Microscaling Formats 1.0, 2023. */
    MXFP4(4.25 / 8, ""),
    /** 4 bits and a scale of 8 bits for each 16 weights. NVIDIA, Introducing NVFP4, 2025. */
    NVFP4(4.5 / 8, "fp4"),
    /** 4 bits and a scale of 16 bits for each 128 weights, as GPTQ and AWQ have by default. */
    INT4(4.125 / 8, "awq gptq w4a16");

    private final double bytesPerWeight;
    private final String otherNames;

    WeightFormat(double bytesPerWeight, String otherNames) {
        this.bytesPerWeight = bytesPerWeight;
        this.otherNames = otherNames;
    }

    /** Bytes of one weight, scales included. */
    public double bytesPerWeight() {
        return bytesPerWeight;
    }

    /** Bytes of a weight outside the experts: formats of four bits leave attention and embeddings at 16. */
    public double bytesPerSharedWeight() {
        return bytesPerWeight < 1 ? BFLOAT16.bytesPerWeight : bytesPerWeight;
    }

    /** The name in files. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The format of a name, in any case.
     *
     * @throws EstimateException for a name that is none
     */
    public static WeightFormat of(String name) {
        String wanted = name.strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> format.label().equals(wanted)
                        || List.of(format.otherNames.split(" ")).contains(wanted))
                .findFirst()
                .orElseThrow(() -> new EstimateException("weightPrecision: '%s' is unknown; write one of %s"
                        .formatted(
                                name,
                                Arrays.stream(values()).map(WeightFormat::label).collect(Collectors.joining(", ")))));
    }
}
