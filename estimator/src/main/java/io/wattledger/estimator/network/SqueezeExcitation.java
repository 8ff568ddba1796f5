package io.wattledger.estimator.network;

import io.wattledger.estimator.network.Operation.Geometry;
import io.wattledger.estimator.network.Operation.Kind;
import java.util.List;

/**
 * Channels scaled by a gate that is computed from their means: two 1×1 convolutions with biases on one position.
 *
 * @param squeezed channels between both
 */
public record SqueezeExcitation(int squeezed) implements Leaf {

    private static final String KIND = "squeeze-excitation";

    public SqueezeExcitation {
        Checks.positive(KIND, "the number of squeezed channels", squeezed);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Effect effect(Shape input, Run run) {
        int channels = run.image(input).channels();
        List<Operation> operations = List.of(
                Operation.of("squeeze", Kind.CONVOLUTION, Geometry.rows(channels, squeezed, 1, run.batch())),
                Operation.of("excite", Kind.CONVOLUTION, Geometry.rows(squeezed, channels, 1, run.batch())));
        long parameters = Dense.weights(channels, squeezed, true) + Dense.weights(squeezed, channels, true);
        return new Effect(input, parameters, operations, 2L * channels + squeezed, 0, false);
    }
}
