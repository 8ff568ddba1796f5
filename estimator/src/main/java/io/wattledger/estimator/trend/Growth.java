package io.wattledger.estimator.trend;

import io.wattledger.estimator.method.ExponentialTrend;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a series grew.
 *
 * @param name which items of the domain: "all models"
 * @param domain what they are
 * @param quantity what grew: "flops", "joules", "gflops-per-watt"
 * @param points the series, by date
 * @param trend least squares of the logarithm; empty for a series of fewer than two dates
 */
public record Growth(
        String name, Domain domain, String quantity, List<Dated> points, Optional<ExponentialTrend> trend) {

    private static final double MONTHS_PER_YEAR = 12;

    public Growth {
        points = List.copyOf(points);
    }

    /** The growth of a series. */
    public static Growth of(String name, Domain domain, String quantity, List<Dated> series) {
        List<Dated> sorted = series.stream()
                .sorted(Comparator.comparing(Dated::date).thenComparing(Dated::name))
                .toList();
        boolean fitted = sorted.stream().map(Dated::date).distinct().count() > 1;
        return new Growth(
                name,
                domain,
                quantity,
                sorted,
                fitted
                        ? Optional.of(ExponentialTrend.fit(sorted.stream()
                                .map(each -> new ExponentialTrend.Point(each.date(), each.value()))
                                .toList()))
                        : Optional.empty());
    }

    /** Factor per year; empty without a trend. */
    public OptionalDouble perYear() {
        return trend.map(each -> OptionalDouble.of(each.growthPerYear())).orElseGet(OptionalDouble::empty);
    }

    /** Months until it doubles; empty without a trend and where it does not grow. */
    public OptionalDouble doublingMonths() {
        return trend.filter(each -> each.logPerYear() > 0)
                .map(each -> OptionalDouble.of(MONTHS_PER_YEAR * Math.log(2) / each.logPerYear()))
                .orElseGet(OptionalDouble::empty);
    }

    /** Share of the logarithm's variance that the trend explains; empty without a trend. */
    public OptionalDouble rSquared() {
        return trend.map(each -> OptionalDouble.of(each.rSquared())).orElseGet(OptionalDouble::empty);
    }

    /** First date; empty for an empty series. */
    public Optional<LocalDate> from() {
        return points.stream().map(Dated::date).findFirst();
    }

    /** Last date; empty for an empty series. */
    public Optional<LocalDate> to() {
        return points.stream().map(Dated::date).reduce((first, second) -> second);
    }
}
