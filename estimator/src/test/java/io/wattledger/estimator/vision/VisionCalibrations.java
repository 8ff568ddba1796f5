package io.wattledger.estimator.vision;

import io.wattledger.estimator.Spread;
import io.wattledger.estimator.network.Family;
import io.wattledger.estimator.vision.VisionCalibration.Fitted;
import io.wattledger.estimator.vision.VisionCalibration.Source;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Calibrations for tests. */
public final class VisionCalibrations {

    private VisionCalibrations() {}

    /** One with constants that are easy to compute with: a is 1, b is 8, launches take 10 ms; of any other GPU a is 2. */
    public static VisionCalibration simple() {
        return new VisionCalibration(
                Map.of("rtx-3090-24gb", fitted(1)),
                fitted(2),
                Map.of(
                        Family.CNN, new ActivationLaw(4e6, 0.5),
                        Family.VISION_TRANSFORMER, new ActivationLaw(2e6, 1),
                        Family.VISION_HYBRID, new ActivationLaw(3e6, 0.75)),
                LocalDate.of(2026, 11, 29),
                "some software",
                List.of(new Source("some.csv", "rtx-3090-24gb", 100)),
                1024);
    }

    private static Fitted fitted(double arithmetic) {
        Spread known = new Spread(0.8, 1.5);
        Spread derived = new Spread(0.5, 2);
        return new Fitted(new VisionConstants(all(arithmetic), all(8.0), 0.010), all(known), all(derived));
    }

    private static <T> Map<Family, T> all(T value) {
        return Map.of(Family.CNN, value, Family.VISION_TRANSFORMER, value, Family.VISION_HYBRID, value);
    }
}
