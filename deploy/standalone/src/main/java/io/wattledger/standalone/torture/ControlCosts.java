package io.wattledger.standalone.torture;

import io.wattledger.standalone.torture.Cast.CostKey;
import io.wattledger.v1.CostRevision;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of costs that the control gets: each is the whole time line of its key, in minutes, as the rules of the books make it of all
 * that was published.
 */
final class ControlCosts {

    private final Map<CostKey, List<CostRevision>> rows = new HashMap<>();

    /** The whole row after these revisions; one of a known name takes the place of the earlier one. */
    List<CostRevision> publish(CostKey key, List<CostRevision> revisions) {
        List<CostRevision> row = rows.computeIfAbsent(key, k -> new ArrayList<>());
        for (CostRevision revision : revisions) {
            row.removeIf(old -> old.getRevision().equals(revision.getRevision()));
            row.add(inMinutes(revision, revision.getEffectiveTo()));
        }
        return List.copyOf(row);
    }

    /** The whole row after all that holds at the time, or begins later, is withdrawn. */
    List<CostRevision> withdraw(CostKey key, Instant at) {
        List<CostRevision> row = rows.computeIfAbsent(key, k -> new ArrayList<>());
        row.replaceAll(revision ->
                revision.getEffectiveTo() == null || revision.getEffectiveTo().isAfter(at)
                        ? inMinutes(revision, later(revision.getEffectiveFrom(), at))
                        : revision);
        return List.copyOf(row);
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static CostRevision inMinutes(CostRevision revision, @Nullable Instant to) {
        return new CostRevision(
                revision.getRevision(),
                revision.getEffectiveFrom().truncatedTo(ChronoUnit.MINUTES),
                to == null ? null : to.truncatedTo(ChronoUnit.MINUTES),
                revision.getMethod(),
                revision.getCalibratedOn(),
                revision.getOperatingPoints(),
                revision.getReference(),
                revision.getProvenance());
    }
}
