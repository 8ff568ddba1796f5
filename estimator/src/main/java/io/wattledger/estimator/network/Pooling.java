package io.wattledger.estimator.network;

import java.util.Locale;

/**
 * The maximum or mean of what a window sees, per channel.
 *
 * @param pool which of both
 * @param window kernel, stride, padding
 */
public record Pooling(Kind pool, Window window) implements Leaf {

    /** What is taken of a window. */
    public enum Kind {
        MAX,
        AVERAGE
    }

    @Override
    public String kind() {
        return pool.name().toLowerCase(Locale.ROOT) + " pooling";
    }

    @Override
    public Effect effect(Shape input, Run run) {
        Shape.Image image = run.image(input);
        return Effect.of(window.over(image, image.channels(), run), 0);
    }
}
