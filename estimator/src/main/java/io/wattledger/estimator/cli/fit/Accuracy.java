package io.wattledger.estimator.cli.fit;

import java.util.stream.DoubleStream;
import org.hipparchus.stat.descriptive.rank.Median;

/**
 * Predictions against measurements.
 *
 * @param rows of them
 * @param medianAbsolutePercentageError median of |predicted / measured − 1|, percent
 * @param withinTwo share within a factor of 2, percent
 * @param bias geometric mean of predicted over measured
 */
public record Accuracy(int rows, double medianAbsolutePercentageError, double withinTwo, double bias) {

    private static final double PERCENT = 100;

    /** Of predicted over measured, one number a row. */
    public static Accuracy of(DoubleStream predictedOverMeasured) {
        double[] ratios = predictedOverMeasured.toArray();
        return new Accuracy(
                ratios.length,
                new Median()
                        .evaluate(DoubleStream.of(ratios)
                                .map(ratio -> PERCENT * Math.abs(ratio - 1))
                                .toArray()),
                PERCENT
                        * DoubleStream.of(ratios)
                                .filter(ratio -> ratio > 0.5 && ratio < 2)
                                .count()
                        / ratios.length,
                Math.exp(DoubleStream.of(ratios).map(Math::log).sum() / ratios.length));
    }
}
