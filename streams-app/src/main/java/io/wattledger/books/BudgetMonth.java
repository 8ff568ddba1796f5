package io.wattledger.books;

import io.wattledger.ledger.Quantity;
import io.wattledger.v1.BudgetQuantity;
import io.wattledger.v1.BudgetStanding;
import io.wattledger.v1.FootprintBudget;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/**
 * What a team with a budget used in a calendar month.
 *
 * @param end when the next month begins
 * @param spent microjoules, microlitres and micrograms, of the quantities that there is a budget of
 */
public record BudgetMonth(String team, Instant start, Instant end, Map<Quantity, Long> spent) {

    static BudgetMonth of(FootprintBudget budget) {
        Map<Quantity, Long> spent = new EnumMap<>(Quantity.class);
        for (BudgetStanding standing : budget.getBudgets()) {
            // A newer version may keep budgets of more than we know.
            if (standing.getQuantity() != BudgetQuantity.UNKNOWN) {
                spent.put(
                        Quantity.valueOf(standing.getQuantity().name()),
                        standing.getSpentMicros().getCentral());
            }
        }
        return new BudgetMonth(budget.getTeam(), budget.getMonthStart(), budget.getMonthEnd(), spent);
    }

    /** The month of that moment of each team; the one that began last, as months of two zones may overlap. */
    public static Map<String, BudgetMonth> at(Instant moment, Collection<BudgetMonth> months) {
        return months.stream()
                .filter(month -> month.isAt(moment))
                .collect(Collectors.toMap(
                        BudgetMonth::team,
                        month -> month,
                        BinaryOperator.maxBy(Comparator.comparing(BudgetMonth::start))));
    }

    /** Whether it is the month of that moment. */
    public boolean isAt(Instant moment) {
        return !moment.isBefore(start) && moment.isBefore(end);
    }
}
