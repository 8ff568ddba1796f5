package io.wattledger.books;

import io.wattledger.ledger.Quantity;
import io.wattledger.v1.BudgetQuantity;
import io.wattledger.v1.BudgetStanding;
import io.wattledger.v1.FootprintBudget;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

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

    /** Whether it is the month of that moment. */
    public boolean isAt(Instant moment) {
        return !moment.isBefore(start) && moment.isBefore(end);
    }
}
