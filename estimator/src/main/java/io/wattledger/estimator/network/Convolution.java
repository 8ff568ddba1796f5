package io.wattledger.estimator.network;

import io.wattledger.estimator.network.Operation.Geometry;

/**
 * A convolution over an image.
 *
 * @param channels that go out
 * @param window kernel, stride, padding, dilation
 * @param groups the channels are split into; 1 for all in one
 * @param bias one more parameter per output channel
 */
public record Convolution(int channels, Window window, int groups, boolean bias) implements Leaf {

    private static final String KIND = "convolution";

    public Convolution {
        Checks.positive(KIND, "the number of output channels", channels);
        Checks.positive(KIND, "the number of groups", groups);
        Checks.multiple(KIND, "the number of output channels", channels, "its groups", groups);
    }

    /** A convolution of all channels, with bias. */
    public Convolution(int channels, Window window) {
        this(channels, window, 1, true);
    }

    /** The same convolution without bias. */
    public Convolution withoutBias() {
        return new Convolution(channels, window, groups, false);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Effect effect(Shape input, Run run) {
        Shape.Image image = run.image(input);
        if (image.channels() % groups != 0) {
            throw run.rejects(input, "a number of channels that is a multiple of its groups, " + groups);
        }
        Shape.Image output = window.over(image, channels, run);
        int inputChannels = image.channels() / groups;
        long weights = Math.multiplyExact(Math.multiplyExact((long) inputChannels, channels), window.elements());
        Geometry geometry = new Geometry(
                inputChannels,
                channels,
                groups,
                window.height(),
                window.width(),
                (long) output.height() * output.width(),
                run.batch(),
                1);
        return Effect.of(
                output, weights + (bias ? channels : 0), Operation.of(KIND, Operation.Kind.CONVOLUTION, geometry));
    }
}
