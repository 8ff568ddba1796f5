package io.wattledger.standalone.publish;

import java.util.List;

/**
 * What a publication changes.
 *
 * @param topic the table's topic
 * @param rows all rows that were asked for
 * @param written whether the changes are in the topic; false for a dry run and where nothing changes
 */
public record Plan<R>(String topic, List<PlannedRow<R>> rows, boolean written) {

    public Plan {
        rows = List.copyOf(rows);
    }

    /** The rows that change. */
    public List<PlannedRow<R>> changed() {
        return rows.stream().filter(row -> !row.changes().isEmpty()).toList();
    }

    /** How many rows have the status. */
    public long count(PlannedRow.Status status) {
        return rows.stream().filter(row -> row.status() == status).count();
    }
}
