package io.wattledger.standalone.publish;

import io.wattledger.estimator.Estimate;
import io.wattledger.estimator.Footprint;
import io.wattledger.estimator.OperatingPoint;
import io.wattledger.estimator.Quantity;
import io.wattledger.estimator.SiteRow;
import io.wattledger.estimator.Siting;
import io.wattledger.v1.ReferenceInference;

/** What one typical inference costs at a site, for people who read the table. Nothing is booked by it. */
final class TypicalInference {

    /** ASSUMPTION: 500 input tokens, a page of text. A round figure to compare models by; no document, 2026-11. */
    static final long INPUT_TOKENS_ASSUMED = 500;

    /** ASSUMPTION: 250 output tokens, half a page. A round figure to compare models by; no document, 2026-11. */
    static final long OUTPUT_TOKENS_ASSUMED = 250;

    /** The topic counts in millionths of a joule, litre and gram. */
    private static final double MICRO = 1e6;

    private TypicalInference() {}

    /** One inference at the operating point; with tokens if the point charges for them. */
    static ReferenceInference of(OperatingPoint point, SiteRow site) {
        boolean tokens = point.perInputToken().high().value() > 0
                || point.perOutputToken().high().value() > 0;
        long input = tokens ? INPUT_TOKENS_ASSUMED : 0;
        long output = tokens ? OUTPUT_TOKENS_ASSUMED : 0;
        Footprint footprint = Siting.footprint(point.energy(1, input, 0, output), site);
        return new ReferenceInference(
                site.region(),
                input,
                output,
                micro(footprint.it()),
                micro(footprint.water()),
                micro(footprint.carbon()));
    }

    private static <Q extends Quantity<Q>> io.wattledger.v1.Estimate micro(Estimate<Q> estimate) {
        return new io.wattledger.v1.Estimate(
                estimate.low().value() * MICRO,
                estimate.central().value() * MICRO,
                estimate.high().value() * MICRO);
    }
}
