package io.wattledger.topology;

import io.wattledger.ledger.Window;
import java.time.Duration;

/**
 * How long totals are kept.
 *
 * @param minutes of one-minute windows
 * @param hours of one-hour windows
 * @param days of one-day windows
 * @param maxTotals totals that a task keeps in memory at most
 * @param budgets that months are compared with
 */
public record TotallingSettings(
        Duration minutes, Duration hours, Duration days, int maxTotals, BudgetSettings budgets) {

    /** How long windows of a length are kept. */
    public Duration retention(Window window) {
        return switch (window) {
            case MINUTE -> minutes;
            case HOUR -> hours;
            case DAY -> days;
        };
    }
}
