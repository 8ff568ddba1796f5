package io.wattledger.estimator.network;

/**
 * Means over an image that leave a fixed size, whatever came in.
 *
 * @param height that goes out
 * @param width that goes out
 */
public record AdaptivePooling(int height, int width) implements Leaf {

    private static final String KIND = "adaptive pooling";

    public AdaptivePooling {
        Checks.positive(KIND, "the height", height);
        Checks.positive(KIND, "the width", width);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Effect effect(Shape input, Run run) {
        return Effect.of(new Shape.Image(run.image(input).channels(), height, width), 0);
    }
}
