package io.wattledger.estimator.cli.fit;

import io.wattledger.estimator.method.AlphaFlopsCoefficients;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Convolutions of many sizes, timed by known coefficients. */
final class SyntheticTimings {

    private static final int[] SIDES = {1, 2, 4, 7, 14, 28, 56, 112};
    private static final int[] KERNELS = {1, 3, 5, 7};
    private static final int[] CHANNELS = {32, 128, 512};

    private SyntheticTimings() {}

    static List<ConvolutionTiming> exact(AlphaFlopsCoefficients truth) {
        List<ConvolutionTiming> timings = new ArrayList<>();
        for (int side : SIDES) {
            for (int kernel : KERNELS) {
                for (int channels : CHANNELS) {
                    timings.add(timed(truth, timings.size() + 2, side, channels, kernel));
                }
            }
        }
        return timings;
    }

    /** Each time off by a factor, normally distributed around 1. */
    static List<ConvolutionTiming> noisy(AlphaFlopsCoefficients truth, double deviation, RandomGenerator random) {
        return exact(truth).stream()
                .map(row -> new ConvolutionTiming(
                        row.line(),
                        row.height(),
                        row.width(),
                        row.inputChannels(),
                        row.outputChannels(),
                        row.kernelHeight(),
                        row.kernelWidth(),
                        row.millis() * (1 + deviation * random.nextGaussian())))
                .toList();
    }

    private static ConvolutionTiming timed(AlphaFlopsCoefficients truth, int line, int side, int channels, int kernel) {
        ConvolutionTiming sizes = new ConvolutionTiming(line, side, side, channels, channels, kernel, kernel, 1);
        double seconds = truth.seconds(sizes.macs(), kernel, kernel, sizes.positions());
        return new ConvolutionTiming(line, side, side, channels, channels, kernel, kernel, 1e3 * seconds);
    }
}
