package io.wattledger.estimator.cli.fit;

import org.hipparchus.stat.descriptive.moment.Mean;
import org.hipparchus.stat.descriptive.rank.Median;

/**
 * How well predictions meet observations.
 *
 * @param rSquared share of the variance that is explained, unweighted; below 0 where the mean would do better
 * @param medianAbsolutePercentageError median of |predicted / observed − 1|, percent
 */
public record Goodness(double rSquared, double medianAbsolutePercentageError) {

    private static final double PERCENT = 100;

    static Goodness of(double[] observed, double[] predicted) {
        double mean = new Mean().evaluate(observed);
        double unexplained = 0;
        double total = 0;
        double[] errors = new double[observed.length];
        for (int i = 0; i < observed.length; i++) {
            unexplained += square(observed[i] - predicted[i]);
            total += square(observed[i] - mean);
            errors[i] = PERCENT * Math.abs(predicted[i] / observed[i] - 1);
        }
        if (total == 0) {
            throw new FitException("all rows measured the same; rows of different sizes are needed");
        }
        return new Goodness(1 - unexplained / total, new Median().evaluate(errors));
    }

    private static double square(double value) {
        return value * value;
    }
}
