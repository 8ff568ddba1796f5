package io.wattledger.estimator.method;

import io.wattledger.estimator.catalogue.AdaptedEfficiencies;
import io.wattledger.estimator.catalogue.AdaptedEfficiency.Adapted;
import io.wattledger.estimator.network.Family;

/**
 * FLOPS per watt that GPUs of a date achieve: exponential trends over table B.3, one for vision (rows that are not
 * adapted and those for CNN), one for language (not adapted, and those for NLP).
 */
public final class EfficiencyTrends {

    private static final ExponentialTrend VISION = over(Adapted.CNN);
    private static final ExponentialTrend LANGUAGE = over(Adapted.NLP);

    private EfficiencyTrends() {}

    /** GFLOPS per watt over time for a family of models. */
    public static ExponentialTrend of(Family family) {
        return family.vision() ? VISION : LANGUAGE;
    }

    private static ExponentialTrend over(Adapted adapted) {
        return ExponentialTrend.fit(AdaptedEfficiencies.bundled().trend(adapted).stream()
                .map(row -> new ExponentialTrend.Point(row.launched(), row.gflopsPerWatt()))
                .toList());
    }
}
