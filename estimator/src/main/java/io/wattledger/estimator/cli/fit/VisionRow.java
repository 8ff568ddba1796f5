package io.wattledger.estimator.cli.fit;

import io.wattledger.estimator.vision.ImageWork;

/**
 * A measurement of a vision model.
 *
 * @param model its name
 * @param series models that are left out together: the first word of the name
 * @param gpu name in the catalogue
 * @param work of an image, with its activations
 * @param batch images that ran together
 * @param seconds of an image
 */
public record VisionRow(String model, String series, String gpu, ImageWork work, int batch, double seconds) {}
