package io.wattledger.ledger;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What became of the events of one task: every event ends in exactly one of booked, parked, duplicate and rejected, or is handed
 * on to the task that books it. Not thread-safe: one per task.
 */
@SuppressWarnings("EnumOrdinal") // Two counts for each event: an array needs no objects, and no one saves it.
public final class Intake {

    /** Before all events. */
    private static final long NEVER = Long.MIN_VALUE;

    /** By ordinal. */
    private final long[] counts = new long[Count.values().length];

    private final Map<Reject.Reason, Long> rejected = new EnumMap<>(Reject.Reason.class);
    private long latestOccurredAt;

    /** What is counted, since the books began. */
    public enum Count {
        /** Events that ended here. */
        IN,
        /** Events that came through the topic of those without a key. */
        KEYLESS,
        /** Events handed on to that topic. */
        HANDED_ON,
        /** Events booked with energy. */
        BOOKED,
        /** Events booked as usage, without a cost at that time. */
        PARKED,
        /** Events seen before. */
        DUPLICATE,
        /** Requests that got their energy later. */
        LATE_PRICED,
        /** Requests that lost their energy with a revision that was withdrawn. */
        WITHDRAWN,
        /** Requests that will stay without energy, because their usage is no longer kept. */
        EXPIRED,
        /** Journal entries. */
        ENTRIES,
        /** Of these, corrections. */
        CORRECTIONS,
        /** Cells that re-rating looked at. */
        RERATED
    }

    /** Counts that go on from these; what is not named begins at 0. */
    public Intake(Map<Count, Long> counts, Map<Reject.Reason, Long> rejected, OptionalLong latestOccurredAt) {
        counts.forEach(this::count);
        this.rejected.putAll(rejected);
        this.latestOccurredAt = latestOccurredAt.orElse(NEVER);
    }

    /** Counts that begin at 0. */
    public Intake() {
        this(Map.of(), Map.of(), OptionalLong.empty());
    }

    /** Counts more. */
    public void count(Count what, long more) {
        counts[what.ordinal()] += more;
    }

    /** An event that is booked; whether with a price or without is counted when it is {@link #posted}. */
    public void accepted(EventFields event) {
        latestOccurredAt = Math.max(latestOccurredAt, event.occurredAt());
    }

    /** An event that was refused. */
    public void rejected(Reject.Reason reason) {
        rejected.merge(reason, 1L, Long::sum);
    }

    /**
     * An entry of the journal.
     *
     * @return its number, from 0
     */
    public long posted(Entry entry) {
        long unpriced = entry.unpricedRequests();
        if (entry.kind() == Entry.Kind.USAGE) {
            long parked = Math.min(unpriced, entry.usage().requests());
            count(Count.PARKED, parked);
            count(Count.BOOKED, entry.usage().requests() - parked);
            count(Count.WITHDRAWN, unpriced - parked);
        } else {
            count(unpriced < 0 ? Count.LATE_PRICED : Count.WITHDRAWN, Math.abs(unpriced));
        }
        count(Count.CORRECTIONS, entry.kind() == Entry.Kind.CORRECTION ? 1 : 0);
        count(Count.ENTRIES, 1);
        return of(Count.ENTRIES) - 1;
    }

    /** Whether the event is older than the latest one by more than the given milliseconds. */
    public boolean late(EventFields event, long lateMillis) {
        return latestOccurredAt != NEVER && event.occurredAt() < latestOccurredAt - lateMillis;
    }

    /** How many there were. */
    public long of(Count what) {
        return counts[what.ordinal()];
    }

    public long rejected() {
        return rejected.values().stream().mapToLong(Long::longValue).sum();
    }

    public Map<Reject.Reason, Long> rejectedByReason() {
        return Map.copyOf(rejected);
    }

    public OptionalLong latestOccurredAt() {
        return latestOccurredAt == NEVER ? OptionalLong.empty() : OptionalLong.of(latestOccurredAt);
    }
}
