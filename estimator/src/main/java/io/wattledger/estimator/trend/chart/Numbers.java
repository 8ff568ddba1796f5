package io.wattledger.estimator.trend.chart;

import io.wattledger.estimator.trend.chart.Chart.Mark;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;

/** Values of an axis as text. */
final class Numbers {

    /** Beyond the digits of any table behind the charts. */
    private static final MathContext DIGITS = new MathContext(6);

    private Numbers() {}

    /** A day, or a number of six digits without an exponent. */
    static String of(Axis axis, double value) {
        if (axis.scale() == Axis.Scale.DATE) {
            return LocalDate.ofEpochDay(Math.round(value)).toString();
        }
        BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
        return rounded.signum() == 0 ? "0" : rounded.toPlainString();
    }

    /** A point in words: "AlexNet: 2012-06-01, 1.42". */
    static String described(Chart chart, Mark mark) {
        return "%s: %s, %s".formatted(mark.name(), of(chart.x(), mark.x()), of(chart.y(), mark.y()));
    }
}
