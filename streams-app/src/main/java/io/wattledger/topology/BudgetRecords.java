package io.wattledger.topology;

import io.wattledger.ledger.CalendarMonth;
import io.wattledger.ledger.Quantity;
import io.wattledger.ledger.Thresholds.Crossing;
import io.wattledger.v1.AlertDirection;
import io.wattledger.v1.BudgetQuantity;
import io.wattledger.v1.BudgetStanding;
import io.wattledger.v1.FootprintAlert;
import io.wattledger.v1.FootprintBudget;
import io.wattledger.v1.Range;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** The records of a team's month. */
final class BudgetRecords {

    private final String zone;

    BudgetRecords(ZoneId zone) {
        this.zone = zone.getId();
    }

    FootprintBudget budget(String team, CalendarMonth month, List<BudgetStanding> standings) {
        return new FootprintBudget(
                team,
                month.month().toString(),
                zone,
                Instant.ofEpochMilli(month.start()),
                Instant.ofEpochMilli(month.end()),
                standings);
    }

    /** @param number of the alert, among those of the team, the month and the quantity */
    FootprintAlert alert(
            String team, CalendarMonth month, BudgetStanding standing, Crossing crossing, long number, long now) {
        return new FootprintAlert(
                "%s/%s/%s/%d".formatted(team, month.month(), standing.getQuantity(), number),
                team,
                month.month().toString(),
                zone,
                standing.getQuantity(),
                crossing.percent(),
                crossing.reached() ? AlertDirection.REACHED : AlertDirection.CLEARED,
                standing.getBudgetMicros(),
                standing.getSpentMicros(),
                Instant.ofEpochMilli(now));
    }

    static BudgetStanding standing(Quantity quantity, long budget, Range spent, int reached) {
        return new BudgetStanding(BudgetQuantity.valueOf(quantity.name()), budget, spent, reached);
    }
}
