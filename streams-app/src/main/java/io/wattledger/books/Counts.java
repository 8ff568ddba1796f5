package io.wattledger.books;

import io.wattledger.v1.IntakeCount;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** What became of the events that were read: {@code in = booked + parked + duplicate + rejected}. */
public record Counts(
        long in,
        long booked,
        long parked,
        long duplicate,
        long rejected,
        Map<String, Long> rejectedByReason,
        Later later) {

    static Counts sum(Collection<IntakeCount> partitions) {
        long in = 0;
        long booked = 0;
        long parked = 0;
        long duplicate = 0;
        long rejected = 0;
        Map<String, Long> byReason = new TreeMap<>();
        Later later = Later.NONE;
        for (IntakeCount count : partitions) {
            in += count.getIn();
            booked += count.getBooked();
            parked += count.getParked();
            duplicate += count.getDuplicate();
            rejected += count.getRejected();
            count.getRejectedByReason().forEach((reason, n) -> byReason.merge(reason, n, Long::sum));
            later = later.plus(Later.of(count));
        }
        return new Counts(in, booked, parked, duplicate, rejected, byReason, later);
    }

    /** Whether every event ended in exactly one place. */
    public boolean addUp() {
        return in == booked + parked + duplicate + rejected;
    }
}
