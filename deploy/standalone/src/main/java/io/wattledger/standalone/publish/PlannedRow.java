package io.wattledger.standalone.publish;

import java.util.List;
import java.util.Optional;

/**
 * What becomes of a row.
 *
 * @param before all revisions that it has
 * @param after all revisions that it will have; the same as before if nothing changes
 * @param changes the revisions that are written
 * @param warnings what a person should know about it
 */
public record PlannedRow<R>(
        RowKey key, List<Revision<R>> before, List<Revision<R>> after, List<Change<R>> changes, List<String> warnings) {

    public PlannedRow {
        before = List.copyOf(before);
        after = List.copyOf(after);
        changes = List.copyOf(changes);
        warnings = List.copyOf(warnings);
    }

    /** How a row differs from what is desired. */
    public enum Status {
        NEW,
        CHANGED,
        UNCHANGED;

        /** The name in tables and JSON. */
        public String label() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * A revision that is written.
     *
     * @param before what was in force at its beginning
     * @param replaces whether it takes the place of a revision that began at the same instant
     */
    public record Change<R>(Revision<R> written, Optional<Revision<R>> before, boolean replaces) {}

    /** Whether the row is new, changes or stays. */
    public Status status() {
        if (changes.isEmpty()) {
            return Status.UNCHANGED;
        }
        return before.isEmpty() ? Status.NEW : Status.CHANGED;
    }
}
