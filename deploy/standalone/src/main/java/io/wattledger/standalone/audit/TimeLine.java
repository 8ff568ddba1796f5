package io.wattledger.standalone.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Rule 4: all revisions of one key of a table, and what is in force when. */
final class TimeLine<R> {

    private static final long NO_END = Long.MAX_VALUE;

    /** In the order of their publication. */
    private final Map<String, Revision<R>> revisions = new LinkedHashMap<>();

    /** Of all rows, those that were replaced too. */
    private final List<R> ever = new ArrayList<>();

    private long latestChange = Long.MIN_VALUE;

    /**
     * A revision from minute to minute.
     *
     * @param to first minute that it does not cover
     */
    private record Revision<R>(long from, long to, R figures) {

        boolean covers(long minute) {
            return from <= minute && minute < to;
        }

        Revision<R> endingAt(long minute) {
            return to > minute ? new Revision<>(from, Math.max(from, minute), figures) : this;
        }
    }

    /** A row names the revision; rows and the revisions within them are told in their order. */
    void publish(String name, long from, OptionalLong to, R figures, long at) {
        Revision<R> before = revisions.remove(name);
        if (before == null || !before.figures().equals(figures)) {
            ever.add(figures);
        }
        long end = to.isPresent() ? minute(to.getAsLong()) : NO_END;
        revisions.put(name, new Revision<>(minute(from), end, figures));
        latestChange = Math.max(latestChange, at);
    }

    /** The books know no time before 1970. */
    private static long minute(long time) {
        return Rules.minute(Math.max(0, time));
    }

    /** A tombstone. */
    void end(long at) {
        revisions.replaceAll((name, revision) -> revision.endingAt(Rules.minute(at)));
        latestChange = Math.max(latestChange, at);
    }

    Optional<R> at(long minute) {
        Revision<R> best = null;
        for (Revision<R> revision : revisions.values()) {
            if (revision.covers(minute) && (best == null || revision.from() >= best.from())) {
                best = revision;
            }
        }
        return best == null ? Optional.empty() : Optional.of(best.figures());
    }

    /** The figures of all revisions that there ever were. */
    List<R> ever() {
        return ever;
    }

    boolean names(String revision) {
        return revisions.containsKey(revision);
    }

    /** Timestamp of the last row. */
    long latestChange() {
        return latestChange;
    }
}
