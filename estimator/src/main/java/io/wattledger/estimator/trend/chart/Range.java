package io.wattledger.estimator.trend.chart;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * The part of an axis that a chart shows, and where values lie in a picture.
 *
 * @param axis the axis
 * @param low position of its lower end
 * @param high position of its upper end
 * @param from pixel of the lower end
 * @param to pixel of the upper end
 */
record Range(Axis axis, double low, double high, double from, double to) {

    private static final double PADDING = 0.055;

    /** The range of some values with a margin; any range at all if there are none. */
    static Range over(Axis axis, DoubleStream values, double from, double to) {
        double[] positions = values.map(axis::position).toArray();
        double low = Arrays.stream(positions).min().orElse(axis.position(1));
        double high = Arrays.stream(positions).max().orElse(axis.position(1));
        double extent = high - low;
        double padding = extent > 0 ? extent * PADDING : unit(axis);
        return new Range(axis, low - padding, high + padding, from, to);
    }

    /** What a single value is shown with to either side: half a year, half a decade, half a unit. */
    private static double unit(Axis axis) {
        return axis.scale() == Axis.Scale.DATE ? 183 : 0.5;
    }

    double pixel(double value) {
        return from + (axis.position(value) - low) / (high - low) * (to - from);
    }

    boolean shows(double value) {
        double position = axis.position(value);
        return position >= low && position <= high;
    }
}
