package io.wattledger.estimator.vision;

import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.Precision;
import io.wattledger.estimator.catalogue.Gpu;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an accelerator can do at most.
 *
 * @param flopsPerSecond dense 16-bit products on its matrix units, sums of 32 bits. RTX 3090: 71e12 (NVIDIA, Ampere GA102
 *     whitepaper), RTX 4090: 165.2e12 (NVIDIA, Ada whitepaper); the figures with 16-bit sums are twice as high
 * @param bytesPerSecond of its memory
 */
public record GpuSpeed(double flopsPerSecond, double bytesPerSecond) {

    private static final double TERA = 1e12;
    private static final double GIGA = 1e9;

    /** The speed of a GPU; empty where its matrix units or its memory are not published, or it has none. */
    public static Optional<GpuSpeed> find(Gpu gpu) {
        return Stream.of(Precision.MIXED, Precision.BF16)
                .map(gpu.peakTflops()::get)
                .flatMap(Stream::ofNullable)
                .findFirst()
                .filter(peak -> gpu.bandwidthGbPerSecond().isPresent())
                .map(peak -> new GpuSpeed(
                        TERA * peak, GIGA * gpu.bandwidthGbPerSecond().orElseThrow()));
    }

    /**
     * The speed of a GPU.
     *
     * @throws EstimateException if it is not published
     */
    public static GpuSpeed of(Gpu gpu) {
        return find(gpu)
                .orElseThrow(() -> new EstimateException(
                        "%s has no published 16-bit peak with 32-bit sums, or no bandwidth; choose another GPU or method"
                                .formatted(gpu.name())));
    }
}
