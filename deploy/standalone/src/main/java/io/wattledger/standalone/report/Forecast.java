package io.wattledger.standalone.report;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a month will come to, if its days go on as the last four weeks did: each day is expected to be as the mean of its weekday where
 * two of them are known, else as the mean of all days. The range is the 90 % prediction interval for days that scatter around that
 * mean independently and normally (variance of the sum of r days, plus that of a mean of n days: s² (r + r²/n)). It says nothing of
 * changes that are still to come.
 *
 * @param low never less than what is used
 * @param exhausted the day on which the budget is expected to be used up, if that is in the month
 */
record Forecast(double low, double central, double high, Optional<LocalDate> exhausted) {

    /** Fewer whole days tell nothing of how much they scatter. */
    static final int LEAST_DAYS = 3;

    /** How far back days are looked at. */
    static final int DAYS = 28;

    /** Between both lie 90 % of a normal distribution. */
    private static final double QUANTILE = 1.645;

    private static final int LEAST_WEEKDAYS = 2;

    /**
     * A forecast.
     *
     * @param days what whole days came to, those without usage as 0
     * @param used in the month until now
     * @param budget of the month
     * @param end the first moment of the next month
     */
    static Optional<Forecast> of(
            SortedMap<LocalDate, Double> days, double used, double budget, ZonedDateTime now, ZonedDateTime end) {
        if (days.size() < LEAST_DAYS) {
            return Optional.empty();
        }
        Expected expected = Expected.of(days);
        double central = used;
        double left = 0;
        Optional<LocalDate> exhausted = used >= budget ? Optional.of(now.toLocalDate()) : Optional.empty();
        for (ZonedDateTime time = now; time.isBefore(end); ) {
            ZonedDateTime next = time.toLocalDate().plusDays(1).atStartOfDay(time.getZone());
            ZonedDateTime start = time.toLocalDate().atStartOfDay(time.getZone());
            double share = (double) Duration.between(time, next).toMillis()
                    / Duration.between(start, next).toMillis();
            left += share;
            central += share * expected.on(time.getDayOfWeek());
            if (exhausted.isEmpty() && central >= budget) {
                exhausted = Optional.of(time.toLocalDate());
            }
            time = next;
        }
        double spread = QUANTILE * expected.deviation() * Math.sqrt(left + left * left / days.size());
        return Optional.of(new Forecast(Math.max(used, central - spread), central, central + spread, exhausted));
    }

    /** What a day is expected to be, and how much days differ from that. */
    private record Expected(double mean, Map<DayOfWeek, Double> byWeekday, double deviation) {

        static Expected of(SortedMap<LocalDate, Double> days) {
            double mean = mean(new ArrayList<>(days.values()));
            Map<DayOfWeek, List<Double>> samples = new TreeMap<>();
            days.forEach((day, value) -> samples.computeIfAbsent(day.getDayOfWeek(), weekday -> new ArrayList<>())
                    .add(value));
            Map<DayOfWeek, Double> byWeekday = new TreeMap<>();
            samples.forEach((weekday, values) -> {
                if (values.size() >= LEAST_WEEKDAYS) {
                    byWeekday.put(weekday, mean(values));
                }
            });
            double squares = days.entrySet().stream()
                    .mapToDouble(day ->
                            day.getValue() - byWeekday.getOrDefault(day.getKey().getDayOfWeek(), mean))
                    .map(residual -> residual * residual)
                    .sum();
            boolean overall = byWeekday.size() < samples.size();
            int freedom = Math.max(1, days.size() - byWeekday.size() - (overall ? 1 : 0));
            return new Expected(mean, byWeekday, Math.sqrt(squares / freedom));
        }

        double on(DayOfWeek weekday) {
            return byWeekday.getOrDefault(weekday, mean);
        }

        private static double mean(List<Double> values) {
            return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        }
    }
}
