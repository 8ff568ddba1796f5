package io.wattledger.standalone.report;

import java.util.List;
import java.util.Optional;

/**
 * An answer of the books.
 *
 * @param rows by time, then largest energy first
 * @param total of all rows
 * @param previous the same in the period before
 * @param before the rows of the period before, each as a whole whatever the granularity, largest energy first; not priced
 * @param prices with which it was priced
 * @param money what all rows cost
 * @param notes what a reader must know, one sentence each
 */
record Report(
        Question question,
        State state,
        List<Row> rows,
        Figures total,
        Optional<Figures> previous,
        List<Row> before,
        Optional<Prices> prices,
        Optional<Money> money,
        List<String> notes) {

    Report {
        rows = List.copyOf(rows);
        before = List.copyOf(before);
        notes = List.copyOf(notes);
    }

    /** Whether there is nothing in it. */
    boolean empty() {
        return rows.isEmpty();
    }
}
