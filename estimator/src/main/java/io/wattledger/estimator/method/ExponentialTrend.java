package io.wattledger.estimator.method;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;

/**
 * value(date) = exp(a + b × years), fitted by ordinary least squares of ln(value) on the date, in closed form.
 *
 * @param origin the mean date, rounded to a day, from which years count
 * @param logAtOrigin a, natural logarithm of the value at the origin
 * @param logPerYear b, per year of 365.25 days
 * @param rSquared of the logarithms
 * @param count points
 * @param first date of the earliest point
 * @param last date of the latest point
 */
public record ExponentialTrend(
        LocalDate origin,
        double logAtOrigin,
        double logPerYear,
        double rSquared,
        int count,
        LocalDate first,
        LocalDate last) {

    private static final double DAYS_PER_JULIAN_YEAR = 365.25;

    /**
     * A value at a date.
     *
     * @param value above 0
     */
    public record Point(LocalDate date, double value) {}

    /**
     * Fits the trend.
     *
     * @throws IllegalArgumentException for fewer than two dates or a value that is not above 0
     */
    public static ExponentialTrend fit(List<Point> points) {
        if (points.stream().map(Point::date).distinct().count() < 2) {
            throw new IllegalArgumentException("a trend needs points of at least two dates");
        }
        double meanDay = points.stream()
                .mapToLong(point -> point.date().toEpochDay())
                .average()
                .orElseThrow();
        LocalDate origin = LocalDate.ofEpochDay(Math.round(meanDay));
        double meanX = points.stream()
                .mapToDouble(point -> years(origin, point.date()))
                .average()
                .orElseThrow();
        double meanY =
                points.stream().mapToDouble(ExponentialTrend::log).average().orElseThrow();
        double xx = 0;
        double xy = 0;
        double yy = 0;
        for (Point point : points) {
            double x = years(origin, point.date()) - meanX;
            double y = log(point) - meanY;
            xx += x * x;
            xy += x * y;
            yy += y * y;
        }
        double slope = xy / xx;
        double explained = yy == 0 ? 1 : xy * xy / (xx * yy);
        return new ExponentialTrend(
                origin,
                meanY - slope * meanX,
                slope,
                explained,
                points.size(),
                points.stream().map(Point::date).min(Comparator.naturalOrder()).orElseThrow(),
                points.stream().map(Point::date).max(Comparator.naturalOrder()).orElseThrow());
    }

    /** The value at a date. */
    public double at(LocalDate date) {
        return Math.exp(logAtOrigin + logPerYear * years(origin, date));
    }

    /** How many times as much it is after a year. */
    public double growthPerYear() {
        return Math.exp(logPerYear);
    }

    private static double log(Point point) {
        if (!(point.value() > 0)) {
            throw new IllegalArgumentException(
                    "%s at %s: a trend needs values above 0".formatted(point.value(), point.date()));
        }
        return Math.log(point.value());
    }

    private static double years(LocalDate origin, LocalDate date) {
        return ChronoUnit.DAYS.between(origin, date) / DAYS_PER_JULIAN_YEAR;
    }
}
