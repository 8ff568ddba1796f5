package io.wattledger.estimator.cli.fit;

/**
 * A measured convolution with stride 1 and "same" padding: its output is as large as its input.
 *
 * @param line of the file
 * @param millis measured time, milliseconds
 */
public record ConvolutionTiming(
        int line,
        int height,
        int width,
        int inputChannels,
        int outputChannels,
        int kernelHeight,
        int kernelWidth,
        double millis) {

    /** Multiply-adds. */
    public double macs() {
        return (double) inputChannels * outputChannels * kernelHeight * kernelWidth * positions();
    }

    /** S: output positions. */
    public double positions() {
        return (double) height * width;
    }

    /** Whether its kernel is 1×1. */
    public boolean unary() {
        return kernelHeight * kernelWidth == 1;
    }

    /** Its sizes, for people. */
    public String layer() {
        return "%d×%d, %d→%d, kernel %d×%d"
                .formatted(height, width, inputChannels, outputChannels, kernelHeight, kernelWidth);
    }
}
