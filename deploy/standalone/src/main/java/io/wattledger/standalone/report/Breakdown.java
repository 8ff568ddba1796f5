package io.wattledger.standalone.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Adds the rows of a report up by some of what it is broken down by. */
final class Breakdown {

    static final String NOT_ATTRIBUTED = "metered beyond the books";

    private static final int PERCENT_SCALE = 1;

    private final Report report;

    /** A group in the making. */
    private static final class Sum {
        private Figures now = Figures.NONE;
        private Figures before = Figures.NONE;
        private Money money = Money.NONE;
    }

    Breakdown(Report report) {
        this.report = report;
    }

    /** Largest energy first. Shares add up to 100, money to that of the report. */
    List<Group> by(Field... fields) {
        Map<List<String>, Sum> sums = new LinkedHashMap<>();
        for (Row row : report.rows()) {
            Sum sum = sums.computeIfAbsent(names(row, fields), names -> new Sum());
            sum.now = sum.now.plus(row.figures());
            report.prices().ifPresent(prices -> sum.money = sum.money.plus(exact(prices, row)));
        }
        for (Row row : report.before()) {
            Sum sum = sums.computeIfAbsent(names(row, fields), names -> new Sum());
            sum.before = sum.before.plus(row.figures());
        }
        return groups(new ArrayList<>(sums.entrySet()));
    }

    /** What all of the period before costs at the prices of this report. */
    Optional<BigDecimal> costBefore() {
        return report.prices().flatMap(prices -> report.before().stream()
                .map(row -> exact(prices, row))
                .reduce(Money.NONE, Money::plus)
                .total());
    }

    private List<Group> groups(List<Map.Entry<List<String>, Sum>> sums) {
        sums.sort(Comparator.comparing(
                        (Map.Entry<List<String>, Sum> entry) -> energy(entry.getValue().now), Comparator.reverseOrder())
                .thenComparing(entry -> energy(entry.getValue().before), Comparator.reverseOrder())
                .thenComparing(entry -> entry.getKey().toString()));
        List<Sum> known = sums.stream()
                .map(Map.Entry::getValue)
                .filter(sum -> sum.now.amount(Quantity.ENERGY).isPresent())
                .toList();
        List<BigDecimal> shares =
                Apportion.percent(known.stream().map(sum -> energy(sum.now)).toList(), PERCENT_SCALE);
        Optional<List<Money>> money = report.prices()
                .map(prices -> Money.rounded(
                        sums.stream().map(entry -> entry.getValue().money).toList(), prices.digits()));
        List<Group> groups = new ArrayList<>();
        for (int i = 0; i < sums.size(); i++) {
            int index = i;
            Sum sum = sums.get(i).getValue();
            int share = known.indexOf(sum);
            groups.add(new Group(
                    sums.get(i).getKey(),
                    sum.now,
                    sum.before,
                    share < 0 || shares.isEmpty() ? Optional.empty() : Optional.of(shares.get(share)),
                    money.map(amounts -> amounts.get(index))));
        }
        return groups;
    }

    private static BigDecimal energy(Figures figures) {
        return figures.central(Quantity.ENERGY).orElse(BigDecimal.ZERO);
    }

    List<String> names(Row row, Field... fields) {
        List<String> names = new ArrayList<>();
        for (Field field : fields) {
            names.add(value(row, field).orElse(row.kind() == Kind.UNATTRIBUTED ? NOT_ATTRIBUTED : "none"));
        }
        return names;
    }

    private Optional<String> value(Row row, Field field) {
        return Objects.requireNonNull(row.values().get(report.question().by().indexOf(field)));
    }

    /** A row has one region and one GPU, so its price is exact. */
    private Money exact(Prices prices, Row row) {
        return prices.of(
                value(row, Field.REGION).orElse(""), value(row, Field.GPU).orElse(""), row.figures());
    }
}
