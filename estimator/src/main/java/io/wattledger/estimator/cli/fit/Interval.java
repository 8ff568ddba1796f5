package io.wattledger.estimator.cli.fit;

/** A 95 % confidence interval of a coefficient. */
public record Interval(double low, double high) {

    /** Whether it holds a value; its ends count. */
    public boolean contains(double value) {
        return low <= value && value <= high;
    }
}
