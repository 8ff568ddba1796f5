package io.wattledger.topology;

import io.wattledger.ledger.Quantity;
import io.wattledger.ledger.Thresholds;
import java.time.ZoneId;
import java.util.Map;

/**
 * The budgets of teams for a calendar month.
 *
 * @param zone of the months
 * @param thresholds that are announced
 * @param rowsPerCommit rows of totals that a commit reads at most, where months are added up from their windows
 * @param byTeam microjoules, microlitres and micrograms; a team that is not there has no budget
 */
public record BudgetSettings(
        ZoneId zone, Thresholds thresholds, int rowsPerCommit, Map<String, Map<Quantity, Long>> byTeam) {}
