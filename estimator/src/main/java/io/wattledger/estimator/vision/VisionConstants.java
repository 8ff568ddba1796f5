package io.wattledger.estimator.vision;

import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.network.Family;
import java.util.EnumMap;
import java.util.Map;

/**
 * Constants of a GPU and its software: seconds of an image =
 * a × FLOPs ÷ peak + b × bytes of activations ÷ bandwidth + (launches + bytes of weights ÷ bandwidth) ÷ batch.
 *
 * @param arithmetic a: 1 over the share of the peak that is reached, by family
 * @param memory b: times that an activation crosses the memory's bus, by family
 * @param launchSeconds of all kernels of a pass, whatever the batch
 */
public record VisionConstants(Map<Family, Double> arithmetic, Map<Family, Double> memory, double launchSeconds) {

    /** Mixed precision keeps activations in 16 bits. */
    private static final double ACTIVATION_BYTES = 2;

    /** Mixed precision keeps weights in 32 bits and reads them once a batch. */
    private static final double WEIGHT_BYTES = 4;

    /** @throws EstimateException if a constant is missing or negative */
    public VisionConstants {
        arithmetic = Map.copyOf(new EnumMap<>(arithmetic));
        memory = Map.copyOf(new EnumMap<>(memory));
        for (Family family : ImageWork.families()) {
            require("arithmetic of " + family.label(), arithmetic.getOrDefault(family, Double.NaN));
            require("memory of " + family.label(), memory.getOrDefault(family, Double.NaN));
        }
        require("launch seconds", launchSeconds);
    }

    private static void require(String name, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new EstimateException("constant '%s' must be a number of at least 0".formatted(name));
        }
    }

    /**
     * Time of an image.
     *
     * @param work with its activations
     * @param batch images that run together
     */
    public ImageTime time(ImageWork work, GpuSpeed speed, double batch) {
        double activationBytes = ACTIVATION_BYTES * work.activations().orElseThrow();
        return new ImageTime(
                arithmetic.getOrDefault(work.family(), 0.0) * work.flops() / speed.flopsPerSecond(),
                memory.getOrDefault(work.family(), 0.0) * activationBytes / speed.bytesPerSecond(),
                WEIGHT_BYTES * work.parameters() / speed.bytesPerSecond() / batch,
                launchSeconds / batch);
    }
}
