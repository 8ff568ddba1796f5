package io.wattledger.ledger;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * All revisions of one key. What is in force at an instant is the revision that began last among those that cover it; of two
 * that began at the same instant, the later one in the row.
 */
public final class Timeline<R extends Revision> {

    /** Latest beginning first. */
    private final List<R> revisions;

    /** @param row the revisions in the order of the row */
    public Timeline(List<R> row) {
        var latestFirst = new java.util.ArrayList<>(row);
        java.util.Collections.reverse(latestFirst);
        latestFirst.sort(Comparator.comparingLong(Revision::effectiveFrom).reversed());
        this.revisions = List.copyOf(latestFirst);
    }

    /** What is in force at the instant (milliseconds since the epoch), if anything is. */
    public Optional<R> at(long instant) {
        for (R revision : revisions) {
            if (revision.covers(instant)) {
                return Optional.of(revision);
            }
        }
        return Optional.empty();
    }

    /** The number of revisions. */
    public int size() {
        return revisions.size();
    }
}
