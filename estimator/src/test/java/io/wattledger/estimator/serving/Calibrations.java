package io.wattledger.estimator.serving;

import io.wattledger.estimator.Spread;
import io.wattledger.estimator.WeightFormat;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Calibrations made by hand. */
public final class Calibrations {

    private Calibrations() {}

    /** Terms are what the specification says; ranges are 0.5 to 2, and 0.25 to 4 for shapes that are derived. Of 2026-11-29. */
    public static ServingCalibration ofOnes() {
        Map<ServingTerm, Double> ones = new EnumMap<>(ServingTerm.class);
        for (ServingTerm term : ServingTerm.values()) {
            ones.put(term, 1.0);
        }
        return new ServingCalibration(
                ones,
                new Spread(0.5, 2),
                new Spread(0.25, 4),
                LocalDate.of(2026, 11, 29),
                "stack",
                List.of(),
                Set.of("h100-sxm5-80gb"),
                Set.of(WeightFormat.BFLOAT16, WeightFormat.FP8),
                8,
                4096);
    }
}
