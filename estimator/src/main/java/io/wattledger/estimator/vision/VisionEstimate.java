package io.wattledger.estimator.vision;

import java.util.List;

/**
 * What the roofline says of an image.
 *
 * @param work with its activations, counted or derived
 * @param batch images that run together, as asked or as assumed
 * @param speed of the GPU
 * @param constants that gave the time
 * @param time of an image, the central value, seconds
 * @param low the low end of the 90 % range over the central value
 * @param high the high end over it
 * @param warnings what was assumed, and what widens the range
 */
public record VisionEstimate(
        ImageWork work,
        int batch,
        GpuSpeed speed,
        VisionConstants constants,
        ImageTime time,
        double low,
        double high,
        List<String> warnings) {

    public VisionEstimate {
        warnings = List.copyOf(warnings);
    }
}
