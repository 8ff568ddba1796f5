package io.wattledger.estimator.network;

/** The same numbers as one row; it takes no memory of its own. */
public record Flatten() implements Leaf {

    @Override
    public String kind() {
        return "flatten";
    }

    @Override
    public Effect effect(Shape input, Run run) {
        run.numbers(input);
        return Effect.view(new Shape.Vector(Math.toIntExact(input.elements())));
    }
}
