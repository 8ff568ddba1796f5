package io.wattledger.estimator.serving;

import io.wattledger.estimator.Architecture;
import io.wattledger.estimator.Spread;
import java.util.List;

/**
 * A 90 % range as natural logarithms of its ends over the central value. What widens it are ASSUMPTIONS
 * (docs/accuracy.md).
 *
 * @param low at most 0
 * @param high at least 0
 */
record ServingRange(double low, double high) {

    private static final double UNSEEN_GPU_ASSUMED = 1.25;

    private static final double UNSEEN_MAKER_ASSUMED = 1.5;
    private static final double RECURRENT_ASSUMED = 1.4;
    private static final double UNSEEN_FORMAT_ASSUMED = 1.3;

    /** Logarithm per factor of two that a batch lies beyond those that were measured. */
    private static final double PER_OCTAVE_ASSUMED = 0.1;

    static ServingRange of(ServingCalibration calibration, Serving serving, List<String> warnings) {
        ServedModel model = serving.model();
        Spread spread = calibration.spread(model);
        ServingRange range = new ServingRange(Math.log(spread.low()), Math.log(spread.high()));
        if (!calibration.gpus().contains(serving.gpu().name())) {
            warnings.add("%s was not measured: its energy follows from its specification"
                    .formatted(serving.gpu().name()));
            range = range.times(UNSEEN_GPU_ASSUMED);
            if (!serving.gpu().vendor().equals("NVIDIA")) {
                range = range.times(UNSEEN_MAKER_ASSUMED);
            }
        }
        if (model.architecture() == Architecture.HYBRID) {
            warnings.add("no hybrid model was measured: its energy follows from what it reads");
            range = range.times(RECURRENT_ASSUMED);
        }
        if (!calibration.formats().contains(model.format())) {
            warnings.add(
                    "weights as %s were not measured".formatted(model.format().label()));
            range = range.times(UNSEEN_FORMAT_ASSUMED);
        }
        double beyond = Math.max(
                log2(calibration.leastBatch() / serving.batchSize()),
                log2(serving.batchSize() / calibration.mostBatch()));
        if (beyond > 0) {
            warnings.add("batches of %.0f to %.0f were measured, %.0f is beyond them"
                    .formatted(calibration.leastBatch(), calibration.mostBatch(), serving.batchSize()));
            range = range.and(-PER_OCTAVE_ASSUMED * beyond, PER_OCTAVE_ASSUMED * beyond);
        }
        return range;
    }

    private static double log2(double ratio) {
        return Math.log(ratio) / Math.log(2);
    }

    ServingRange times(double factor) {
        return new ServingRange(low * factor, high * factor);
    }

    /** With another doubt that has nothing to do with this one. */
    ServingRange and(double otherLow, double otherHigh) {
        return new ServingRange(-Math.hypot(low, otherLow), Math.hypot(high, otherHigh));
    }
}
