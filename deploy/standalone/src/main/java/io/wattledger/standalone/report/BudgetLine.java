package io.wattledger.standalone.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * How the budget of a team stands.
 *
 * @param unit joules, litres, grams, or a currency
 * @param used empty if nothing of the month is known
 * @param forecast empty if the month is over, or too few days are known
 */
record BudgetLine(
        String team,
        String unit,
        BigDecimal budget,
        Optional<BigDecimal> used,
        long unpricedRequests,
        Optional<Forecast> forecast) {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** How much of the budget is used. */
    Optional<BigDecimal> percent() {
        return used.map(amount -> amount.multiply(HUNDRED).divide(budget, 1, RoundingMode.HALF_EVEN));
    }

    /**
     * Of a report by team and day, which begins some days before the month.
     *
     * @param amount what counts of a row
     */
    static BudgetLine of(
            String team,
            String unit,
            BigDecimal budget,
            Report report,
            Span month,
            ZonedDateTime now,
            Function<Row, Optional<BigDecimal>> amount) {
        Optional<BigDecimal> used = Optional.empty();
        long unpriced = 0;
        SortedMap<LocalDate, Double> days = new TreeMap<>();
        for (Row row : report.rows()) {
            if (!row.values().get(0).equals(Optional.of(team))) {
                continue;
            }
            Optional<BigDecimal> value = amount.apply(row);
            if (month.contains(row.span().begin())) {
                used = sum(used, value);
                unpriced += row.figures().unpricedRequests();
            }
            if (!row.span().to().isAfter(now)) {
                days.merge(
                        row.span().from().toLocalDate(),
                        value.map(BigDecimal::doubleValue).orElse(0.0),
                        Double::sum);
            }
        }
        if (!days.isEmpty()) {
            LocalDate today = now.toLocalDate();
            for (LocalDate day = days.firstKey(); day.isBefore(today); day = day.plusDays(1)) {
                days.putIfAbsent(day, 0.0);
            }
        }
        double spent = used.map(BigDecimal::doubleValue).orElse(0.0);
        Optional<Forecast> forecast = month.contains(now.toInstant().toEpochMilli())
                ? Forecast.of(days, spent, budget.doubleValue(), now, month.to())
                : Optional.empty();
        return new BudgetLine(team, unit, budget, used, unpriced, forecast);
    }

    private static Optional<BigDecimal> sum(Optional<BigDecimal> a, Optional<BigDecimal> b) {
        return a.isEmpty() ? b : b.isEmpty() ? a : Optional.of(a.get().add(b.get()));
    }
}
