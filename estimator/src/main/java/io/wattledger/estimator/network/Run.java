package io.wattledger.estimator.network;

import io.wattledger.estimator.EstimateException;

/**
 * What a leaf needs to know besides its input.
 *
 * @param network its name, for messages
 * @param path the leaf's path, for messages
 * @param batch samples
 * @param context tokens before the input whose keys and values are cached; 0 in a forward pass
 */
record Run(String network, String path, int batch, int context) {

    /** An input that a layer cannot take. */
    EstimateException rejects(Shape input, String needed) {
        return mismatch(network, path, input, needed);
    }

    Shape.Image image(Shape input) {
        if (input instanceof Shape.Image image) {
            return image;
        }
        throw rejects(input, "an image");
    }

    Shape.Sequence sequence(Shape input) {
        if (input instanceof Shape.Sequence sequence) {
            return sequence;
        }
        throw rejects(input, "a sequence");
    }

    /** Anything but token ids, which are not numbers to compute with. */
    void numbers(Shape input) {
        if (input instanceof Shape.Tokens) {
            throw rejects(input, "numbers; embed tokens first");
        }
    }

    static EstimateException mismatch(String network, String path, Shape input, String needed) {
        return new EstimateException(
                "network %s, layer %s: %s came in, but it needs %s".formatted(network, path, input, needed));
    }
}
