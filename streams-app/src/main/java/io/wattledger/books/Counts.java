package io.wattledger.books;

import io.wattledger.v1.IntakeCount;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

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

    static Counts sum(Collection<IntakeCount> partitions) {
        long in = 0;
        long booked = 0;
        long parked = 0;
        long duplicate = 0;
        long rejected = 0;
        Map<String, Long> byReason = new TreeMap<>();
        Optional<Instant> latestOccurred = Optional.empty();
        Optional<Instant> latestArrival = Optional.empty();
        Later later = Later.NONE;
        for (IntakeCount count : partitions) {
            in += count.getIn();
            booked += count.getBooked();
            parked += count.getParked();
            duplicate += count.getDuplicate();
            rejected += count.getRejected();
            count.getRejectedByReason().forEach((reason, n) -> byReason.merge(reason, n, Long::sum));
            latestOccurred = latest(latestOccurred, count.getLatestOccurredAt());
            latestArrival = latest(latestArrival, count.getLatestArrivalAt());
            later = later.plus(Later.of(count));
        }
        return new Counts(in, booked, parked, duplicate, rejected, byReason, latestOccurred, latestArrival, later);
    }

    private static Optional<Instant> latest(Optional<Instant> a, @Nullable Instant b) {
        return b == null || a.filter(b::isBefore).isPresent() ? a : Optional.of(b);
    }

    /** Whether every event ended in exactly one place. */
    public boolean addUp() {
        return in == booked + parked + duplicate + rejected;
    }
}
