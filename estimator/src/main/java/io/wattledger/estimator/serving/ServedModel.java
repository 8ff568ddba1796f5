package io.wattledger.estimator.serving;

import io.wattledger.estimator.Architecture;
import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.WeightFormat;
import io.wattledger.estimator.catalogue.OpenModel;
import java.util.Optional;

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

    /**
     * A model of which some is said: what is not is that of the published model, and without one what most models have.
     *
     * @param total parameters
     * @param active parameters that one token uses; by default those of the published model, or all
     * @param architecture by default that of the published model, or dense or with experts as the parameters tell
     * @param format by default that of the published model, or bfloat16
     * @param published the model that it is, tuned or packed in some way; without one its shape is derived
     * @throws EstimateException if the counts are not positive, or more is active than there is
     */
    public static ServedModel of(
            String name,
            double total,
            Optional<Double> active,
            Optional<Architecture> architecture,
            Optional<WeightFormat> format,
            Optional<OpenModel> published) {
        double used =
                active.or(() -> published.map(OpenModel::activeParameters)).orElse(total);
        Architecture built = architecture
                .or(() -> published.map(OpenModel::architecture))
                .orElse(used < total ? Architecture.MOE : Architecture.DENSE);
        return new ServedModel(
                name,
                total,
                used,
                built,
                format.or(() -> published.map(OpenModel::format)).orElse(WeightFormat.BFLOAT16),
                published.map(ModelShape::of).orElseGet(() -> ModelShape.derive(total, used, built)));
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
