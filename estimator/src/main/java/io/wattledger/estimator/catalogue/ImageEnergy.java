package io.wattledger.estimator.catalogue;

import io.wattledger.estimator.Estimate;
import io.wattledger.estimator.Joules;
import io.wattledger.estimator.PowerShare;
import io.wattledger.estimator.Watts;

/** Energy of one image from measured throughput: board power times {@link PowerShare}, divided by images per second. */
final class ImageEnergy {

    /** 450 W: NVIDIA, GeForce RTX 4090 specifications, total graphics power, 2022-10. */
    static final Watts RTX_4090_NVIDIA = new Watts(450);

    /** 350 W: NVIDIA, GeForce RTX 3090 specifications, graphics card power, 2020-09. */
    static final Watts RTX_3090_NVIDIA = new Watts(350);

    private ImageEnergy() {}

    /** Energy of one image, of the board alone. */
    static Estimate<Joules> perImage(Watts board, double imagesPerSecond) {
        return PowerShare.during(1 / imagesPerSecond, board);
    }
}
