package io.wattledger.estimator.network;

import io.wattledger.estimator.Precision;

/**
 * A network as data.
 *
 * @param name its name here: "resnet50"
 * @param family what kind it is
 * @param input shape of one sample
 * @param source where its architecture is published
 */
public record Network(String name, Family family, Shape input, String source) {

    /** The same network on another input. */
    public Network withInput(Shape other) {
        return new Network(name, family, other, source);
    }

    /** A forward pass of one batch. */
    public NetworkCost forward(int batch, Precision precision) {
        return new NetworkCost(java.util.List.of(), batch, precision);
    }

    /** One step of decoding: a new token of each sequence of the batch, each with a context of this many tokens before it. */
    public NetworkCost decodeStep(int context, int batch, Precision precision) {
        return new NetworkCost(java.util.List.of(), batch, precision);
    }
}
