package io.wattledger.estimator.catalogue;

import io.wattledger.estimator.network.Family;
import java.util.OptionalDouble;

/**
 * A model that makes an image or a video out of noise by a transformer that runs once or twice in each of some steps. What it is asked
 * for by default is what its developer suggests.
 *
 * @param name its name here
 * @param family image or video generator
 * @param series what its developer calls it and its sisters
 * @param parameters weights of the transformer that takes the noise away; neither the encoder of the text nor the autoencoder is in them
 * @param layerNumbers layers × hidden size of the transformer; empty where its configuration is not known
 * @param imageTokenShare share of the parameters that a token of the image goes through: 0.5 where text has as many of its own
 * @param pixelsPerToken side of the square of pixels that a token stands for
 * @param framesPerLatent frames that the autoencoder packs into one; 1 of images
 * @param latentsPerToken packed frames that a token spans
 * @param passes of a step: 2 with guidance (one with the text, one without), 1 where the model was distilled not to need it
 * @param steps by default
 * @param width by default, pixels
 * @param height by default, pixels
 * @param frames by default; 1 of images
 * @param source where the row comes from, and what of it is from memory
 * @param sourceDate date of the source: a year, a month or a day
 */
public record GenerationModel(
        String name,
        Family family,
        String series,
        double parameters,
        OptionalDouble layerNumbers,
        double imageTokenShare,
        int pixelsPerToken,
        int framesPerLatent,
        int latentsPerToken,
        int passes,
        int steps,
        int width,
        int height,
        int frames,
        String source,
        String sourceDate) {

    /** The same as if its layers were not known. */
    public GenerationModel withoutShape() {
        return new GenerationModel(
                name,
                family,
                series,
                parameters,
                OptionalDouble.empty(),
                imageTokenShare,
                pixelsPerToken,
                framesPerLatent,
                latentsPerToken,
                passes,
                steps,
                width,
                height,
                frames,
                source,
                sourceDate);
    }
}
