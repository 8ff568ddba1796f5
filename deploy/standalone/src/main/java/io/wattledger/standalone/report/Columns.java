package io.wattledger.standalone.report;

import java.math.BigDecimal;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The columns of a report where it is written for machines: every figure on its own, unknown ones empty. */
final class Columns {

    private Columns() {}

    /** What a column holds. */
    enum Type {
        TEXT,
        /** A {@link ZonedDateTime}. */
        TIME,
        /** A long. */
        COUNT,
        /** A {@link BigDecimal}. */
        DECIMAL
    }

    /**
     * A column.
     *
     * @param scale decimals, of decimals
     */
    record Column(String name, Type type, int scale, Function<Row, Optional<?>> value) {}

    static List<Column> of(Report report) {
        List<Column> columns = new ArrayList<>();
        columns.add(
                new Column("start", Type.TIME, 0, row -> Optional.of(row.span().from())));
        columns.add(
                new Column("end", Type.TIME, 0, row -> Optional.of(row.span().to())));
        List<Field> by = report.question().by();
        for (int i = 0; i < by.size(); i++) {
            int index = i;
            columns.add(new Column(
                    by.get(i).label(), Type.TEXT, 0, row -> row.values().get(index)));
        }
        columns.add(
                new Column("kind", Type.TEXT, 0, row -> Optional.of(row.kind().label())));
        figures(columns, "", row -> Optional.of(row.figures()));
        columns.add(new Column("energyPercent", Type.DECIMAL, 1, Row::percent));
        boolean compared =
                report.question().previous().isPresent() && report.question().granularity() == Span.Granularity.TOTAL;
        if (compared) {
            figures(columns, "previous", Row::previous);
        }
        report.prices().ifPresent(prices -> money(columns, prices));
        return columns;
    }

    private static void money(List<Column> columns, Prices prices) {
        int digits = prices.digits();
        columns.add(new Column(
                "currency", Type.TEXT, 0, row -> Optional.of(prices.currency().getCurrencyCode())));
        for (Money.Component component : Money.Component.values()) {
            columns.add(new Column(component.label(), Type.DECIMAL, digits, row -> row.money()
                    .flatMap(money -> money.part(component))));
        }
        columns.add(
                new Column("totalCost", Type.DECIMAL, digits, row -> row.money().flatMap(Money::total)));
    }

    private static void figures(List<Column> columns, String prefix, Function<Row, Optional<Figures>> of) {
        count(columns, prefix, "requests", of, Figures::requests);
        count(columns, prefix, "lateRequests", of, Figures::lateRequests);
        count(columns, prefix, "unpricedRequests", of, Figures::unpricedRequests);
        count(columns, prefix, "unsitedRequests", of, Figures::unsitedRequests);
        count(columns, prefix, "inferences", of, Figures::inferences);
        count(columns, prefix, "inputTokens", of, Figures::inputTokens);
        count(columns, prefix, "cachedInputTokens", of, Figures::cachedInputTokens);
        count(columns, prefix, "outputTokens", of, Figures::outputTokens);
        for (Quantity quantity : Quantity.values()) {
            String name = name(prefix, quantity.label());
            BiFunction<Row, Function<Range, BigDecimal>, Optional<?>> amount = (row, end) ->
                    of.apply(row).flatMap(figures -> figures.amount(quantity)).map(end);
            columns.add(new Column(name, Type.DECIMAL, 6, row -> amount.apply(row, Range::central)));
            columns.add(new Column(name + "Low", Type.DECIMAL, 6, row -> amount.apply(row, Range::low)));
            columns.add(new Column(name + "High", Type.DECIMAL, 6, row -> amount.apply(row, Range::high)));
        }
        columns.add(new Column(name(prefix, "measuredEnergyJoules"), Type.DECIMAL, 6, row -> of.apply(row)
                .map(Figures::measured)));
    }

    private static void count(
            List<Column> columns,
            String prefix,
            String name,
            Function<Row, Optional<Figures>> of,
            Function<Figures, Long> count) {
        columns.add(new Column(
                name(prefix, name), Type.COUNT, 0, row -> of.apply(row).map(count)));
    }

    private static String name(String prefix, String name) {
        return prefix.isEmpty() ? name : prefix + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    /** A value as CSV and JSON write it. */
    static String text(Object value) {
        return value instanceof BigDecimal decimal
                ? decimal.toPlainString()
                : value instanceof ZonedDateTime time ? time.toOffsetDateTime().toString() : value.toString();
    }
}
