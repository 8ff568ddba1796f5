package io.wattledger.estimator.network;

import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.Precision;

/**
 * A network as data. Its layers fit each other and the input: the constructor checks.
 *
 * @param name its name here: "resnet50"
 * @param family what kind it is
 * @param input shape of one sample
 * @param source where its architecture is published
 * @param layers in their order
 */
public record Network(String name, Family family, Shape input, String source, Block layers) {

    /**
     * Checks that the layers fit each other and the input.
     *
     * @throws EstimateException if one does not: with its path, what comes in and what it needs
     */
    public Network {
        if (family.vision() != input instanceof Shape.Image) {
            throw new EstimateException("network %s is of family %s, but its input is %s; %s"
                    .formatted(
                            name,
                            family.label(),
                            input,
                            family.vision() ? "give it an image" : "only a vision family takes an image"));
        }
        NetworkCost cost = Trace.run(name, layers, input, 0, 1, Precision.FP32);
        if (cost.layers().isEmpty()) {
            throw new EstimateException("network %s has no layers; give it at least one".formatted(name));
        }
    }

    /**
     * The same network on another input.
     *
     * @throws EstimateException if its parameters do not fit that input
     */
    public Network withInput(Shape other) {
        if (!sameButForSize(other)) {
            throw new EstimateException(
                    "network %s takes %s in any size, not %s".formatted(name, withoutSize(input), other));
        }
        return new Network(name, family, other, source, layers);
    }

    /** A forward pass of one batch. A vocabulary head counts at every position, as frameworks compute it. */
    public NetworkCost forward(int batch, Precision precision) {
        return Trace.run(name, layers, input, 0, batch, precision);
    }

    /**
     * One step of decoding: a new token of each sequence of the batch, each with a context of this many tokens before it.
     *
     * @throws EstimateException for a network that does not decode
     */
    public NetworkCost decodeStep(int context, int batch, Precision precision) {
        Checks.notNegative("network " + name, "the context", context);
        if (!(input instanceof Shape.Tokens) || forward(1, precision).cacheBytes() == 0) {
            throw new EstimateException(
                    "network %s has no causal attention over tokens and does not decode token by token; count a forward"
                                    .formatted(name)
                            + " pass, or take a decoder such as gpt2");
        }
        return Trace.run(name, layers, new Shape.Tokens(1), context, batch, precision);
    }

    private boolean sameButForSize(Shape other) {
        if (input instanceof Shape.Image mine && other instanceof Shape.Image image) {
            return mine.channels() == image.channels();
        }
        if (input instanceof Shape.Sequence mine && other instanceof Shape.Sequence sequence) {
            return mine.features() == sequence.features();
        }
        return input.getClass() == other.getClass();
    }

    private static String withoutSize(Shape shape) {
        if (shape instanceof Shape.Image image) {
            return "an image of %d channels".formatted(image.channels());
        }
        if (shape instanceof Shape.Sequence sequence) {
            return "a sequence of %d features".formatted(sequence.features());
        }
        return shape instanceof Shape.Tokens ? "tokens" : "a vector";
    }
}
