package io.wattledger.estimator.generation;

import io.wattledger.estimator.Spread;
import java.time.LocalDate;
import java.util.Map;

/** A calibration of round numbers. */
public final class SomeCalibration {

    private SomeCalibration() {}

    /** Three times the arithmetic at the peak on H100, 1.5 times that on B200, five milliseconds a pass, seven exchanges. */
    public static GenerationCalibration of() {
        return new GenerationCalibration(
                new GenerationCoefficients(
                        Map.of(
                                GenerationTerm.ARITHMETIC,
                                3.0,
                                GenerationTerm.LAUNCHES,
                                5.0,
                                GenerationTerm.EXCHANGE,
                                7.0),
                        Map.of("h100-sxm5-80gb", 1.0, "b200-sxm-180gb", 1.5)),
                new Spread(0.7, 1.4),
                new Spread(0.5, 1.6),
                LocalDate.of(2026, 11, 29),
                "a stack",
                "made up",
                1);
    }
}
