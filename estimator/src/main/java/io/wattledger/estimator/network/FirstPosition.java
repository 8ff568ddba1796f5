package io.wattledger.estimator.network;

/** The row of a sequence's first position: the class token of an encoder. */
public record FirstPosition() implements Leaf {

    @Override
    public String kind() {
        return "first position";
    }

    @Override
    public Effect effect(Shape input, Run run) {
        return Effect.of(new Shape.Vector(run.sequence(input).features()), 0);
    }
}
