package io.wattledger.books;

import io.wattledger.v1.IntakeCount;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What became of the events that were read: {@code in = booked + parked + duplicate + rejected}.
 *
 * @param latestOccurred the latest occurredAt of an event that was accepted
 * @param latestArrival when the latest record of inference-events arrived
 */
public record Counts(
        long in,
        long booked,
        long parked,
        long duplicate,
        long rejected,
        Map<String, Long> rejectedByReason,
        Optional<Instant> latestOccurred,
        Optional<Instant> latestArrival,
        Later later) {

    static Counts of(IntakeCount count) {
        return new Counts(
                count.getIn(),
                count.getBooked(),
                count.getParked(),
                count.getDuplicate(),
                count.getRejected(),
                Map.copyOf(count.getRejectedByReason()),
                Optional.ofNullable(count.getLatestOccurredAt()),
                Optional.ofNullable(count.getLatestArrivalAt()),
                Later.of(count));
    }

    /** The sum of partitions. */
    static Counts sum(Collection<Counts> partitions) {
        long in = 0;
        long booked = 0;
        long parked = 0;
        long duplicate = 0;
        long rejected = 0;
        Map<String, Long> byReason = new TreeMap<>();
        Optional<Instant> latestOccurred = Optional.empty();
        Optional<Instant> latestArrival = Optional.empty();
        Later later = Later.NONE;
        for (Counts count : partitions) {
            in += count.in();
            booked += count.booked();
            parked += count.parked();
            duplicate += count.duplicate();
            rejected += count.rejected();
            count.rejectedByReason().forEach((reason, n) -> byReason.merge(reason, n, Long::sum));
            latestOccurred = latest(latestOccurred, count.latestOccurred());
            latestArrival = latest(latestArrival, count.latestArrival());
            later = later.plus(count.later());
        }
        return new Counts(in, booked, parked, duplicate, rejected, byReason, latestOccurred, latestArrival, later);
    }

    private static Optional<Instant> latest(Optional<Instant> a, Optional<Instant> b) {
        return b.isEmpty() || a.filter(b.get()::isBefore).isPresent() ? a : b;
    }

    /** Whether every event ended in exactly one place. */
    public boolean addUp() {
        return in == booked + parked + duplicate + rejected;
    }
}
