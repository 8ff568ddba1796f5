package io.wattledger.estimator.trend.chart;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where an axis has grid lines.
 *
 * @param major with a label
 * @param minor without
 */
record Ticks(List<Tick> major, List<Double> minor) {

    /** Below this many decades 2 and 5 have labels too. */
    private static final double FEW_DECADES = 1.6;

    private static final int MOST_LINEAR = 9;
    private static final int MOST_YEARS = 14;

    /** Below this many years quarters have grid lines too. */
    private static final int FEW_YEARS = 5;

    private static final int[] QUARTERS = {4, 7, 10};

    /** A value with its label. */
    record Tick(double value, String label) {}

    static Ticks of(Range range) {
        return switch (range.axis().scale()) {
            case LOGARITHMIC -> decades(range);
            case DATE -> years(range);
            case LINEAR -> linear(range);
        };
    }

    private static Ticks decades(Range range) {
        List<Tick> major = new ArrayList<>();
        List<Double> minor = new ArrayList<>();
        boolean few = range.high() - range.low() < FEW_DECADES;
        for (int decade = (int) Math.floor(range.low()); decade <= Math.ceil(range.high()); decade++) {
            for (int digit = 1; digit <= 9; digit++) {
                BigDecimal value = BigDecimal.valueOf(digit).scaleByPowerOfTen(decade);
                if (range.shows(value.doubleValue())) {
                    boolean labelled = digit == 1 || (few && (digit == 2 || digit == 5));
                    if (labelled) {
                        major.add(new Tick(value.doubleValue(), label(value)));
                    } else {
                        minor.add(value.doubleValue());
                    }
                }
            }
        }
        return new Ticks(major, minor);
    }

    private static String label(BigDecimal value) {
        return value.compareTo(BigDecimal.ONE) < 0 ? value.toPlainString() : String.format(Locale.ROOT, "%,.0f", value);
    }

    private static Ticks years(Range range) {
        int first = LocalDate.ofEpochDay((long) Math.floor(range.low())).getYear();
        int last = LocalDate.ofEpochDay((long) Math.ceil(range.high())).getYear();
        int step = Math.max(1, (int) Math.ceil((last - first + 1) / (double) MOST_YEARS));
        List<Tick> major = new ArrayList<>();
        for (int year = first; year <= last; year++) {
            double day = Axis.day(LocalDate.of(year, 1, 1));
            if (year % step == 0 && range.shows(day)) {
                major.add(new Tick(day, Integer.toString(year)));
            }
        }
        return new Ticks(major, last - first < FEW_YEARS ? quarters(first, last, range) : List.of());
    }

    private static List<Double> quarters(int first, int last, Range range) {
        List<Double> quarters = new ArrayList<>();
        for (int year = first; year <= last; year++) {
            for (int month : QUARTERS) {
                double day = Axis.day(LocalDate.of(year, month, 1));
                if (range.shows(day)) {
                    quarters.add(day);
                }
            }
        }
        return quarters;
    }

    private static Ticks linear(Range range) {
        double extent = range.high() - range.low();
        BigDecimal step = BigDecimal.ONE.scaleByPowerOfTen((int) Math.floor(Math.log10(extent)) - 1);
        for (int factor : new int[] {1, 2, 5, 10, 20, 50}) {
            BigDecimal wider = step.multiply(BigDecimal.valueOf(factor));
            if (extent / wider.doubleValue() <= MOST_LINEAR) {
                step = wider;
                break;
            }
        }
        List<Tick> major = new ArrayList<>();
        for (long i = (long) Math.ceil(range.low() / step.doubleValue()); ; i++) {
            BigDecimal value = step.multiply(BigDecimal.valueOf(i));
            if (value.doubleValue() > range.high()) {
                return new Ticks(major, List.of());
            }
            major.add(new Tick(
                    value.doubleValue(),
                    value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString()));
        }
    }
}
