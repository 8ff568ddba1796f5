package io.wattledger.estimator.network;

/**
 * What a convolution or pooling looks at, and how it moves.
 *
 * @param height of the kernel
 * @param width of the kernel
 * @param stride pixels from one position to the next
 * @param paddingHeight rows added at each end
 * @param paddingWidth columns added at each end
 * @param dilation pixels from one element of the kernel to the next
 */
public record Window(int height, int width, int stride, int paddingHeight, int paddingWidth, int dilation) {

    public Window {
        Checks.positive("window", "the kernel's height", height);
        Checks.positive("window", "the kernel's width", width);
        Checks.positive("window", "the stride", stride);
        Checks.notNegative("window", "the padding", paddingHeight);
        Checks.notNegative("window", "the padding", paddingWidth);
        Checks.positive("window", "the dilation", dilation);
    }

    /** A square kernel that moves by 1, without padding. */
    public static Window of(int kernel) {
        return new Window(kernel, kernel, 1, 0, 0, 1);
    }

    /** A square kernel, padded so that with stride 1 an odd kernel keeps the size. */
    public static Window same(int kernel, int stride) {
        int padding = (kernel - 1) / 2;
        return new Window(kernel, kernel, stride, padding, padding, 1);
    }

    /** The same kernel with another stride. */
    public Window withStride(int other) {
        return new Window(height, width, other, paddingHeight, paddingWidth, dilation);
    }

    /** The same kernel with another padding. */
    public Window withPadding(int other) {
        return new Window(height, width, stride, other, other, dilation);
    }

    /** Numbers in the kernel, per channel. */
    long elements() {
        return (long) height * width;
    }

    /** What comes out of an image; the last incomplete positions are dropped, as in PyTorch. */
    Shape.Image over(Shape.Image input, int channels, Run run) {
        long freeHeight = input.height() + 2L * paddingHeight - reach(height);
        long freeWidth = input.width() + 2L * paddingWidth - reach(width);
        if (freeHeight < 0 || freeWidth < 0) {
            throw run.rejects(
                    input,
                    "an image of at least %d×%d pixels"
                            .formatted(
                                    Math.max(1, reach(height) - 2L * paddingHeight),
                                    Math.max(1, reach(width) - 2L * paddingWidth)));
        }
        return new Shape.Image(
                channels, Math.toIntExact(freeHeight / stride + 1), Math.toIntExact(freeWidth / stride + 1));
    }

    private long reach(int kernel) {
        return (long) dilation * (kernel - 1) + 1;
    }
}
