package io.wattledger.estimator.network;

import io.wattledger.estimator.network.Operation.Geometry;

/**
 * A product with a matrix of weights, on a vector or on each row of a sequence.
 *
 * @param features that go out
 * @param bias one more parameter per feature
 */
public record Dense(int features, boolean bias) implements Leaf {

    private static final String KIND = "dense";

    public Dense {
        Checks.positive(KIND, "the number of output features", features);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Effect effect(Shape input, Run run) {
        if (input instanceof Shape.Vector vector) {
            return on(vector.features(), 1, new Shape.Vector(features), run);
        }
        if (input instanceof Shape.Sequence rows) {
            return on(rows.features(), rows.length(), new Shape.Sequence(rows.length(), features), run);
        }
        throw run.rejects(input, "a vector or a sequence; flatten an image and embed tokens first");
    }

    private Effect on(int inputs, long rows, Shape output, Run run) {
        return Effect.of(
                output,
                weights(inputs, features, bias),
                Operation.of(KIND, Operation.Kind.PROJECTION, Geometry.rows(inputs, features, rows, run.batch())));
    }

    static long weights(int inputs, int outputs, boolean bias) {
        return Math.multiplyExact((long) inputs, outputs) + (bias ? outputs : 0);
    }
}
