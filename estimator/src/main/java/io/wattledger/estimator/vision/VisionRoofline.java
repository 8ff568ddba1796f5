package io.wattledger.estimator.vision;

import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.Spread;
import io.wattledger.estimator.catalogue.Gpu;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Answers how long an image takes, with what is not known assumed and the range as much wider. */
public final class VisionRoofline {

    /** A batch below the calibration's by this factor is far from what was measured. */
    private static final int FAR_BELOW = 8;

    /** ASSUMPTION: without a measurement at small batches, what a batch shares is known to a factor of 2 either way. */
    private static final double SHARED_ASSUMED = 2;

    /** ASSUMPTION: the logarithm of a range is this much wider for a maker of whom no GPU was measured. */
    private static final double UNSEEN_MAKER_ASSUMED = 1.5;

    /** ASSUMPTION: the smallest batch of a server that gathers images; the range of a batch that nobody knows is down to it. */
    private static final int LEAST_BATCH_ASSUMED = 8;

    private static final int PERCENT = 100;

    private final VisionCalibration calibration;

    public VisionRoofline(VisionCalibration calibration) {
        this.calibration = calibration;
    }

    /** What it is calibrated by. */
    public VisionCalibration calibration() {
        return calibration;
    }

    /**
     * How long an image takes.
     *
     * @param batch images that run together; empty for the batch of the measurements
     * @throws EstimateException if a specification of the GPU is missing
     */
    public VisionEstimate estimate(ImageWork asked, Gpu gpu, OptionalInt batch) {
        List<String> warnings = new ArrayList<>();
        VisionCalibration.Fitted fitted = calibration.of(gpu.name());
        boolean derived = asked.activations().isEmpty();
        ImageWork work = derived ? asked.withActivations(calibration.activations(asked)) : asked;
        GpuSpeed speed = GpuSpeed.of(gpu);
        int images = batch.orElse(calibration.batch());
        ImageTime time = fitted.constants().time(work, speed, images);
        double wider = 1;
        if (!calibration.gpus().containsKey(gpu.name())) {
            warnings.add("%s was not measured: its times follow from its specification and from what was measured on %s"
                    .formatted(gpu.name(), measured()));
            wider = gpu.vendor().equals("NVIDIA") ? 1 : UNSEEN_MAKER_ASSUMED;
        }
        if (derived) {
            warnings.add("the layers are not known: activations are derived from the FLOPs");
        }
        double smaller = 0;
        if (batch.isEmpty()) {
            smaller = Math.log(
                    fitted.constants().time(work, speed, LEAST_BATCH_ASSUMED).total() / time.total());
            warnings.add(String.format(
                    Locale.ROOT,
                    "no batch size was given: %d is taken, that of the measurements, and the range is down to %d; an image alone takes %.0f times as long",
                    images,
                    LEAST_BATCH_ASSUMED,
                    fitted.constants().time(work, speed, 1).total() / time.total()));
        } else if (images * FAR_BELOW <= calibration.batch()) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "batches of about %d were measured, %d is far below: %.0f %% of the time are launches and weights, which are extrapolated",
                    calibration.batch(),
                    images,
                    PERCENT * time.sharedByBatch()));
        }
        Spread spread = (derived ? fitted.derived() : fitted.known()).getOrDefault(work.family(), new Spread(1, 1));
        double shared = Math.log(SHARED_ASSUMED) * time.sharedByBatch();
        return new VisionEstimate(
                work,
                images,
                speed,
                fitted.constants(),
                time,
                Math.exp(-Math.hypot(wider * Math.log(spread.low()), shared)),
                Math.exp(Math.hypot(Math.hypot(wider * Math.log(spread.high()), shared), Math.max(0, smaller))),
                warnings);
    }

    private String measured() {
        return calibration.gpus().keySet().stream().sorted().collect(Collectors.joining(" and "));
    }
}
