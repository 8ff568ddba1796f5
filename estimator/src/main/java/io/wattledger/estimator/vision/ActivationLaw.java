package io.wattledger.estimator.vision;

import io.wattledger.estimator.EstimateException;

/**
 * Activations of an image by its FLOPs, where the layers are not known: a power law through models of one family.
 *
 * @param atGigaflop activations of an image of 1e9 FLOPs
 * @param exponent of the FLOPs
 */
public record ActivationLaw(double atGigaflop, double exponent) {

    private static final double GIGA = 1e9;

    /** @throws EstimateException if the numbers are no law */
    public ActivationLaw {
        if (!(atGigaflop > 0) || Double.isInfinite(atGigaflop) || !Double.isFinite(exponent)) {
            throw new EstimateException(
                    "a law of activations needs a number above 0 at 1e9 FLOPs and a finite exponent, but has %s and %s"
                            .formatted(atGigaflop, exponent));
        }
    }

    /** Activations of an image of these FLOPs. */
    public double activations(double flops) {
        return atGigaflop * Math.pow(flops / GIGA, exponent);
    }
}
