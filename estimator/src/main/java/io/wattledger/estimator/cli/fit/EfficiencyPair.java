package io.wattledger.estimator.cli.fit;

/**
 * A measured operation.
 *
 * @param line of the file
 * @param flops floating-point operations; a multiply-add counts as two
 * @param seconds measured time
 */
public record EfficiencyPair(int line, double flops, double seconds) {

    /** Share of a peak that it reached, percent. */
    public double percentOf(double peakTflops) {
        return 100 * flops / seconds / (peakTflops * 1e12);
    }
}
