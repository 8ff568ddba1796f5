package io.wattledger.ledger;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * All revisions of one key that its rows ever named. In force in a minute is the revision that began last among those that cover
 * it; of two that began together, the one that was published later. Immutable.
 */
public final class Timeline<R extends Revision> {

    /** A revision and the time it covers, which a tombstone may have cut short. */
    private record Span<R extends Revision>(R revision, long from, OptionalLong to) {

        static <R extends Revision> Span<R> of(R revision) {
            return new Span<>(revision, revision.effectiveFrom(), revision.effectiveTo());
        }

        boolean covers(long minute) {
            return from <= minute && (to.isEmpty() || minute < to.getAsLong());
        }

        Span<R> endedAt(long minute) {
            boolean endsBefore = to.isPresent() && to.getAsLong() <= minute;
            return endsBefore ? this : new Span<>(revision, from, OptionalLong.of(Math.max(from, minute)));
        }
    }

    /** By name, in the order of publication. */
    private final Map<String, Span<R>> spans;

    /** Latest beginning first; of equal ones, the latest publication first. */
    private final List<Span<R>> latestFirst;

    private Timeline(Map<String, Span<R>> spans) {
        this.spans = spans;
        List<Span<R>> sorted = new ArrayList<>(spans.values());
        Collections.reverse(sorted);
        sorted.sort(Comparator.comparingLong((Span<R> span) -> span.from()).reversed());
        this.latestFirst = List.copyOf(sorted);
    }

    /** A time line without revisions. */
    public static <R extends Revision> Timeline<R> empty() {
        return new Timeline<>(Map.of());
    }

    /** With the revisions of a row, which take the place of those of the same name. */
    public Timeline<R> with(List<R> row) {
        Map<String, Span<R>> merged = new LinkedHashMap<>(spans);
        for (R revision : row) {
            merged.remove(revision.name());
            merged.put(revision.name(), Span.of(revision));
        }
        return new Timeline<>(merged);
    }

    /** With an end, in the minute of the instant, to all that would cover it or a later one. */
    public Timeline<R> endedAt(long instant) {
        long minute = Window.MINUTE.start(instant);
        Map<String, Span<R>> ended = new LinkedHashMap<>();
        spans.forEach((name, span) -> ended.put(name, span.endedAt(minute)));
        return new Timeline<>(ended);
    }

    /** What is in force in the minute (its start, milliseconds since the epoch), if anything is. */
    public Optional<R> at(long minute) {
        for (Span<R> span : latestFirst) {
            if (span.covers(minute)) {
                return Optional.of(span.revision());
            }
        }
        return Optional.empty();
    }

    /** What is in force at some time from one minute to another, in the order of time. */
    public List<R> inForce(long from, long to) {
        var edges = new TreeSet<Long>(List.of(from));
        addEdges(from, edges);
        return edges.headSet(to).stream()
                .map(this::at)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    /** Whether it has a revision of that name, in force or not. */
    public boolean knows(String name) {
        return spans.containsKey(name);
    }

    /** The number of revisions. */
    public int size() {
        return spans.size();
    }

    /** The first minute for which the other time line says something else, if there is one. */
    public OptionalLong firstDifference(Timeline<R> other) {
        long first = Math.min(firstUnlike(other), other.firstUnlike(this));
        // Only from there on can they differ: rows are appended, and most say again what is known.
        var edges = new TreeSet<Long>();
        addEdges(first, edges);
        other.addEdges(first, edges);
        for (long edge : edges) {
            if (!same(at(edge), other.at(edge))) {
                return OptionalLong.of(edge);
            }
        }
        return OptionalLong.empty();
    }

    /** The earliest beginning of a span that the other time line does not have. */
    private long firstUnlike(Timeline<R> other) {
        long first = Long.MAX_VALUE;
        for (Map.Entry<String, Span<R>> each : spans.entrySet()) {
            if (each.getValue().from() < first && !each.getValue().equals(other.spans.get(each.getKey()))) {
                first = each.getValue().from();
            }
        }
        return first;
    }

    private void addEdges(long first, Set<Long> edges) {
        for (Span<R> span : spans.values()) {
            if (span.from() >= first) {
                edges.add(span.from());
            }
            if (span.to().isPresent() && span.to().getAsLong() >= first) {
                edges.add(span.to().getAsLong());
            }
        }
    }

    private static boolean same(Optional<? extends Revision> a, Optional<? extends Revision> b) {
        return a.isPresent() == b.isPresent() && (a.isEmpty() || a.get().says(b.orElseThrow()));
    }

    /** Names of revisions in the row that this time line knows with other figures. */
    public List<String> contradictedBy(List<R> row) {
        return row.stream()
                .filter(revision -> spans.containsKey(revision.name())
                        && !spans.get(revision.name()).revision().says(revision))
                .map(Revision::name)
                .toList();
    }

    /** Pairs of revisions, as "a and b", that overlap although the earlier one names its end, or that begin together. */
    public List<String> overlaps() {
        List<String> overlaps = new ArrayList<>();
        for (int i = 0; i + 1 < latestFirst.size(); i++) {
            Span<R> later = latestFirst.get(i);
            Span<R> earlier = latestFirst.get(i + 1);
            boolean covers = later.covers(later.from());
            boolean reachesIn = earlier.to().isPresent() && earlier.to().getAsLong() > later.from();
            boolean together = earlier.covers(later.from()) && earlier.from() == later.from();
            if (covers && (reachesIn || together)) {
                overlaps.add(
                        earlier.revision().name() + " and " + later.revision().name());
            }
        }
        return overlaps;
    }
}
