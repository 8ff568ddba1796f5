package io.wattledger.estimator.network;

/**
 * A convolution of each channel with a kernel of its own: one with as many groups as channels.
 *
 * @param window kernel, stride, padding, dilation
 * @param bias one more parameter per channel
 */
public record DepthwiseConvolution(Window window, boolean bias) implements Leaf {

    @Override
    public String kind() {
        return "depthwise convolution";
    }

    @Override
    public Effect effect(Shape input, Run run) {
        int channels = run.image(input).channels();
        return new Convolution(channels, window, channels, bias).effect(input, run);
    }
}
