package io.wattledger.estimator.vision;

import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.Precision;
import io.wattledger.estimator.network.Family;
import io.wattledger.estimator.network.Network;
import io.wattledger.estimator.network.NetworkCost;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What a vision model does for one image. Activations are counted as the fit's measurements count them (timm, by fvcore): what
 * convolutions and products of matrices put out, those within attention among them, and nothing of norms, activation functions,
 * pooling and sums. So counted, ResNet-50 puts out 11.1 million numbers and ViT-B/16 23.9 million at 224 × 224, as timm prints;
 * {@link NetworkCost#activationBytes()} counts every layer. timm's multiply-adds have norms among them, up to 4 % in mobile networks.
 *
 * @param flops of one image; a multiply-add counts as two
 * @param activations numbers that convolutions and products of matrices put out; empty where the layers are not known
 * @param parameters learnt numbers
 * @param family one that takes images
 */
public record ImageWork(double flops, OptionalDouble activations, double parameters, Family family) {

    /** @throws EstimateException if a count is not positive, or the family takes no images */
    public ImageWork {
        if (!positive(flops) || !positive(parameters) || !positive(activations.orElse(1))) {
            throw new EstimateException(
                    "an image takes %s FLOPs, %s parameters and %s activations; each must be above 0 and finite"
                            .formatted(flops, parameters, activations.orElse(1)));
        }
        requireVision(family);
    }

    /** The families that take images. */
    public static List<Family> families() {
        return List.of(Family.CNN, Family.VISION_TRANSFORMER, Family.VISION_HYBRID);
    }

    /** @throws EstimateException if the family takes no images */
    static void requireVision(Family family) {
        if (!families().contains(family)) {
            throw new EstimateException("a model of family %s takes no images".formatted(family.label()));
        }
    }

    private static boolean positive(double count) {
        return count > 0 && count < Double.POSITIVE_INFINITY;
    }

    /**
     * That of a network whose layers are known, at the size of its input.
     *
     * @throws EstimateException if it takes no images
     */
    public static ImageWork of(Network network) {
        NetworkCost cost = network.forward(1, Precision.FP32);
        return new ImageWork(
                cost.flops().value(), OptionalDouble.of((double) cost.products()), cost.parameters(), network.family());
    }

    /** The same of which the layers are not known. */
    public ImageWork withoutLayers() {
        return new ImageWork(flops, OptionalDouble.empty(), parameters, family);
    }

    /** The same with activations that were derived. */
    public ImageWork withActivations(double count) {
        return new ImageWork(flops, OptionalDouble.of(count), parameters, family);
    }
}
