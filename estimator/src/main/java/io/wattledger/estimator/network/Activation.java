package io.wattledger.estimator.network;

/**
 * A function of each number; no products, no parameters.
 *
 * @param function its name: "relu"
 */
public record Activation(String function) implements Leaf {

    @Override
    public String kind() {
        return function;
    }

    @Override
    public Effect effect(Shape input, Run run) {
        run.numbers(input);
        return Effect.of(input, 0);
    }
}
