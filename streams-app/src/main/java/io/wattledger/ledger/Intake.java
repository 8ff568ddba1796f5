package io.wattledger.ledger;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What became of the events of one input partition: every event ends in exactly one of booked, parked, duplicate and rejected.
 * Not thread-safe: one per task.
 */
public final class Intake {

    private long booked;
    private long parked;
    private long duplicate;
    private final Map<Reject.Reason, Long> rejected = new EnumMap<>(Reject.Reason.class);
    private OptionalLong latestOccurredAt;

    /** Counts that go on from these. */
    public Intake(
            long booked,
            long parked,
            long duplicate,
            Map<Reject.Reason, Long> rejected,
            OptionalLong latestOccurredAt) {
        this.booked = booked;
        this.parked = parked;
        this.duplicate = duplicate;
        this.rejected.putAll(rejected);
        this.latestOccurredAt = latestOccurredAt;
    }

    /** Counts that begin at 0. */
    public Intake() {
        this(0, 0, 0, Map.of(), OptionalLong.empty());
    }

    /** An event that got its price, or waits for it. */
    public void accepted(Event event, boolean priced) {
        if (priced) {
            booked++;
        } else {
            parked++;
        }
        latestOccurredAt = OptionalLong.of(Math.max(latestOccurredAt.orElse(event.occurredAt()), event.occurredAt()));
    }

    /** An event that was seen before. */
    public void duplicate() {
        duplicate++;
    }

    /** An event that was refused. */
    public void rejected(Reject.Reason reason) {
        rejected.merge(reason, 1L, Long::sum);
    }

    /** Whether the event is older than the latest one by more than the given milliseconds. */
    public boolean late(Event event, long lateMillis) {
        return latestOccurredAt.isPresent() && event.occurredAt() < latestOccurredAt.getAsLong() - lateMillis;
    }

    public long in() {
        return booked + parked + duplicate + rejected();
    }

    public long booked() {
        return booked;
    }

    public long parked() {
        return parked;
    }

    public long duplicates() {
        return duplicate;
    }

    public long rejected() {
        return rejected.values().stream().mapToLong(Long::longValue).sum();
    }

    public Map<Reject.Reason, Long> rejectedByReason() {
        return Map.copyOf(rejected);
    }

    public OptionalLong latestOccurredAt() {
        return latestOccurredAt;
    }
}
