package io.wattledger.estimator.method;

import io.wattledger.estimator.network.Network;
import io.wattledger.estimator.network.Shape;
import java.util.OptionalLong;

/** Lengths of inputs: tokens, and the positions of a network that begins behind its embedding. */
final class Lengths {

    private Lengths() {}

    /** Positions of an input; empty for images. */
    static OptionalLong of(Shape input) {
        if (input instanceof Shape.Tokens tokens) {
            return OptionalLong.of(tokens.length());
        }
        return input instanceof Shape.Sequence sequence ? OptionalLong.of(sequence.length()) : OptionalLong.empty();
    }

    /** The network on an input of this length; as it is without one. */
    static Network sized(Network network, OptionalLong length) {
        if (length.isEmpty()) {
            return network;
        }
        int positions = Math.toIntExact(length.getAsLong());
        return network.withInput(
                network.input() instanceof Shape.Sequence sequence
                        ? new Shape.Sequence(positions, sequence.features())
                        : new Shape.Tokens(positions));
    }
}
