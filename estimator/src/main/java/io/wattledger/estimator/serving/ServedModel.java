package io.wattledger.estimator.serving;

import io.wattledger.estimator.Architecture;
import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.WeightFormat;
import io.wattledger.estimator.catalogue.OpenModel;

/**
 * A language model as the roofline sees it.
 *
 * @param name for messages
 * @param totalParameters weights
 * @param activeParameters weights that one token uses
 * @param format of the weights
 */
public record ServedModel(
        String name,
        double totalParameters,
        double activeParameters,
        Architecture architecture,
        WeightFormat format,
        ModelShape shape) {

    /** @throws EstimateException if the counts are not positive, or more is active than there is */
    public ServedModel {
        if (!(totalParameters > 0) || !(activeParameters > 0) || Double.isInfinite(totalParameters)) {
            throw new EstimateException("%s: parameters must be positive, but total is %s and active is %s"
                    .formatted(name, totalParameters, activeParameters));
        }
        if (activeParameters > totalParameters) {
            throw new EstimateException(
                    "%s: %s parameters cannot be active of %s".formatted(name, activeParameters, totalParameters));
        }
    }

    /** A model whose configuration is published. */
    public static ServedModel of(OpenModel model) {
        return new ServedModel(
                model.name(),
                model.totalParameters(),
                model.activeParameters(),
                model.architecture(),
                model.format(),
                ModelShape.of(model));
    }

    /** A model of which no more is known than its parameters. */
    public static ServedModel derived(
            String name, double total, double active, Architecture architecture, WeightFormat format) {
        return new ServedModel(
                name, total, active, architecture, format, ModelShape.derive(total, active, architecture));
    }

    /** Whether a router picks experts. */
    boolean hasExperts() {
        return shape.expertShare() < 1;
    }

    /** Weights in experts: what one share of them being active explains of the inactive weights. */
    double expertParameters() {
        return hasExperts()
                ? Math.min((totalParameters - activeParameters) / (1 - shape.expertShare()), 0.98 * totalParameters)
                : 0;
    }

    /** Bytes of all weights. */
    public double weightBytes() {
        return expertParameters() * format.bytesPerWeight() + sharedBytes();
    }

    /** Bytes of the weights that every token uses. */
    private double sharedBytes() {
        double shared = totalParameters - expertParameters();
        return shared * (hasExperts() ? format.bytesPerSharedWeight() : format.bytesPerWeight());
    }

    /**
     * Bytes of weights that a step reads: all that is shared, and the experts that at least one token of the batch is sent to, as
     * if each token chose at random.
     */
    double weightBytesRead(double batchSize) {
        double touched = hasExperts() ? 1 - Math.pow(1 - shape.expertShare(), batchSize) : 0;
        return expertParameters() * touched * format.bytesPerWeight() + sharedBytes();
    }

    /** Bytes of weights that kernels with scaled blocks go over in each step, whoever is sent there. */
    double blockBytes() {
        return (hasExperts() ? expertParameters() : totalParameters) * format.bytesPerWeight();
    }

    /** Bytes of keys and values that a token at the end of a context reads. */
    double cacheBytesRead(double context) {
        double windowed = (1 - shape.fullAttentionShare()) * Math.min(context, shape.window());
        return shape.cacheBytesPerToken() * (shape.fullAttentionShare() * context + windowed) + shape.stateBytes();
    }
}
