package io.wattledger.estimator.generation;

import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.Flops;
import io.wattledger.estimator.catalogue.GenerationModel;
import io.wattledger.estimator.catalogue.Gpu;
import io.wattledger.estimator.network.Family;

/**
 * An image or a video to be generated.
 *
 * @param gpu the accelerator
 * @param gpuCount accelerators that make it together
 * @param batchSize items that are made at once
 * @param steps in which noise is taken away
 * @param width of the item, pixels
 * @param height of the item, pixels
 * @param frames of a video; 1 of an image
 */
public record GenerationTask(
        GenerationModel model, Gpu gpu, int gpuCount, int batchSize, int steps, int width, int height, int frames) {

    private static final double BILLION = 1e9;

    /**
     * Layers × hidden size of a transformer of a billion parameters; ASSUMPTION: a power law through the configurations of the seven models
     * that were measured (docs/accuracy.md has what it costs in accuracy).
     */
    private static final double LAYER_NUMBERS_OF_A_BILLION_ASSUMED = 3.5e4;

    /** ASSUMPTION: parameters grow with layers × hidden size², and both grow alike. */
    private static final double LAYER_NUMBERS_EXPONENT_ASSUMED = 2.0 / 3;

    /** @throws EstimateException if a number is not positive, or an image has frames */
    public GenerationTask {
        requirePositive(gpuCount, "number of GPUs", model);
        requirePositive(batchSize, "batch size", model);
        requirePositive(steps, "steps", model);
        requirePositive(width, "width", model);
        requirePositive(height, "height", model);
        requirePositive(frames, "frames", model);
        if (frames > 1 && model.family() != Family.VIDEO_GENERATOR) {
            throw new EstimateException("%s makes images and no frames; leave the frames out".formatted(model.name()));
        }
    }

    /** What a model makes by default, one at a time. */
    public static GenerationTask of(GenerationModel model, Gpu gpu) {
        return new GenerationTask(model, gpu, 1, 1, model.steps(), model.width(), model.height(), model.frames());
    }

    private static void requirePositive(int number, String what, GenerationModel model) {
        if (number < 1) {
            throw new EstimateException("%s: %s %d; write 1 or more".formatted(model.name(), what, number));
        }
    }

    /** Times that the transformer runs. */
    public double passes() {
        return (double) steps * model.passes();
    }

    /** Positions that it attends to: a token for each square of pixels, through the packed frames; edges are padded. */
    public double tokens() {
        long packed = (frames - 1L) / model.framesPerLatent() + 1;
        return Math.ceil((double) width / model.pixelsPerToken())
                * Math.ceil((double) height / model.pixelsPerToken())
                * Math.ceil((double) packed / model.latentsPerToken());
    }

    /** Whether the layers are not known and follow from the parameters. */
    public boolean shapeDerived() {
        return model.layerNumbers().isEmpty();
    }

    /** Layers × hidden size. */
    public double layerNumbers() {
        return model.layerNumbers()
                .orElseGet(() -> LAYER_NUMBERS_OF_A_BILLION_ASSUMED
                        * Math.pow(model.parameters() / BILLION, LAYER_NUMBERS_EXPONENT_ASSUMED));
    }

    /**
     * Operations of all passes for one item: 2 for each weight that a token goes through, and 4 × tokens for each number of a layer, which
     * are the products of attention; 2 per multiply-add.
     */
    public Flops flops() {
        double weights = 2 * model.parameters() * model.imageTokenShare() * tokens();
        double attention = 4 * tokens() * tokens() * layerNumbers();
        return new Flops(passes() * (weights + attention));
    }

    /** Bytes that one accelerator gets in all passes of one item: the tokens between two layers at 16 bits, once a layer. */
    public double exchangedBytes() {
        return passes() * 2 * tokens() * layerNumbers();
    }
}
