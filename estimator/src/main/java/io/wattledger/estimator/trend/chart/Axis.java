package io.wattledger.estimator.trend.chart;

import java.time.LocalDate;

/**
 * An axis of a chart.
 *
 * @param title for readers, with the unit: "GFLOPs of a forward pass"
 * @param column name in CSV: "gflops"
 * @param scale how values lie on it
 */
public record Axis(String title, String column, Scale scale) {

    /** How values lie on an axis. */
    public enum Scale {
        /** In proportion. */
        LINEAR,
        /** By their logarithm; values are above 0. */
        LOGARITHMIC,
        /** Days since 1970-01-01, in proportion. */
        DATE
    }

    /** An axis by the logarithm. */
    public static Axis logarithmic(String title, String column) {
        return new Axis(title, column, Scale.LOGARITHMIC);
    }

    /** An axis in proportion. */
    public static Axis linear(String title, String column) {
        return new Axis(title, column, Scale.LINEAR);
    }

    /** An axis of days. */
    public static Axis date(String title) {
        return new Axis(title, "date", Scale.DATE);
    }

    /** A day as a value of a date axis. */
    public static double day(LocalDate date) {
        return (double) date.toEpochDay();
    }

    /** Where a value lies, in units that a picture can be scaled by. */
    double position(double value) {
        return scale == Scale.LOGARITHMIC ? Math.log10(value) : value;
    }
}
