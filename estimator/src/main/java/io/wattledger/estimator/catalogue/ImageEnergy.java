package io.wattledger.estimator.catalogue;

import io.wattledger.estimator.Estimate;
import io.wattledger.estimator.HostShare;
import io.wattledger.estimator.Joules;
import io.wattledger.estimator.Watts;

/**
 * Energy of one image from measured throughput: board power times a utilisation share, divided by images per second,
 * with {@link HostShare}. Nobody measured the power of these runs, so the share is assumed.
 */
final class ImageEnergy {

    /** 450 W: NVIDIA, GeForce RTX 4090 specifications, total graphics power, 2022-10. */
    static final Watts RTX_4090_NVIDIA = new Watts(450);

    /** 350 W: NVIDIA, GeForce RTX 3090 specifications, graphics card power, 2020-09. */
    static final Watts RTX_3090_NVIDIA = new Watts(350);

    /** ASSUMPTION: a batch of small kernels that waits for memory. */
    static final double UTILISATION_LOW_ASSUMED = 0.60;

    /** ASSUMPTION: full batches of 1024 in mixed precision, near the power limit. */
    static final double UTILISATION_CENTRAL_ASSUMED = 0.85;

    /** The power limit itself: a board cannot draw more for long. */
    static final double UTILISATION_HIGH = 1.00;

    private ImageEnergy() {}

    /** Energy of one image, with the host. */
    static Estimate<Joules> perImage(Watts board, double imagesPerSecond) {
        Joules atPowerLimit = new Joules(board.value() / imagesPerSecond);
        return HostShare.added(new Estimate<>(
                atPowerLimit.times(UTILISATION_LOW_ASSUMED),
                atPowerLimit.times(UTILISATION_CENTRAL_ASSUMED),
                atPowerLimit.times(UTILISATION_HIGH)));
    }
}
