package io.wattledger.topology;

import io.wattledger.ledger.Intake;
import io.wattledger.ledger.Intake.Count;
import io.wattledger.ledger.Reject;
import io.wattledger.ledger.Waiting;
import io.wattledger.v1.IntakeCount;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Between a task's counts and their record. */
final class IntakeRecords {

    private IntakeRecords() {}

    /** A task's count before its first event. */
    static IntakeCount count(String topic, int partition) {
        return IntakeCount.newBuilder()
                .setTopic(topic)
                .setPartition(partition)
                .setNextOffset(0)
                .setIn(0)
                .setBooked(0)
                .setParked(0)
                .setDuplicate(0)
                .setRejected(0)
                .build();
    }

    static IntakeCount count(
            String topic,
            int partition,
            InputPartition keyed,
            InputPartition keyless,
            Intake intake,
            Waiting waiting,
            Tariffs.Positions rerated) {
        Map<String, Long> byReason = new TreeMap<>();
        intake.rejectedByReason().forEach((reason, count) -> byReason.put(reason.name(), count));
        return IntakeCount.newBuilder()
                .setTopic(topic)
                .setPartition(partition)
                .setNextOffset(keyed.nextOffset())
                .setKeylessNextOffset(keyless.nextOffset())
                .setIn(intake.of(Count.IN))
                .setKeyless(intake.of(Count.KEYLESS))
                .setHandedOn(intake.of(Count.HANDED_ON))
                .setBooked(intake.of(Count.BOOKED))
                .setParked(intake.of(Count.PARKED))
                .setDuplicate(intake.of(Count.DUPLICATE))
                .setRejected(intake.rejected())
                .setRejectedByReason(byReason)
                .setLatestOccurredAt(instant(intake.latestOccurredAt()))
                .setLatePriced(intake.of(Count.LATE_PRICED))
                .setWithdrawn(intake.of(Count.WITHDRAWN))
                .setExpired(intake.of(Count.EXPIRED))
                .setWaiting(waiting.requests())
                .setOldestWaitingAt(instant(waiting.oldest()))
                .setEntries(intake.of(Count.ENTRIES))
                .setCorrections(intake.of(Count.CORRECTIONS))
                .setRerated(intake.of(Count.RERATED))
                .setCostsOffset(rerated.costs())
                .setSitesOffset(rerated.sites())
                .setLatestArrivalAt(keyed.latestArrival())
                .setKeylessLatestArrivalAt(keyless.latestArrival())
                .build();
    }

    static Intake intake(IntakeCount count) {
        Map<Reject.Reason, Long> rejected = new EnumMap<>(Reject.Reason.class);
        count.getRejectedByReason().forEach((reason, n) -> rejected.put(Reject.Reason.valueOf(reason), n));
        Map<Count, Long> counts = new EnumMap<>(Count.class);
        counts.put(Count.IN, count.getIn());
        counts.put(Count.KEYLESS, count.getKeyless());
        counts.put(Count.HANDED_ON, count.getHandedOn());
        counts.put(Count.BOOKED, count.getBooked());
        counts.put(Count.PARKED, count.getParked());
        counts.put(Count.DUPLICATE, count.getDuplicate());
        counts.put(Count.LATE_PRICED, count.getLatePriced());
        counts.put(Count.WITHDRAWN, count.getWithdrawn());
        counts.put(Count.EXPIRED, count.getExpired());
        counts.put(Count.ENTRIES, count.getEntries());
        counts.put(Count.CORRECTIONS, count.getCorrections());
        counts.put(Count.RERATED, count.getRerated());
        return new Intake(counts, rejected, Records.millis(count.getLatestOccurredAt()));
    }

    private static @Nullable Instant instant(OptionalLong millis) {
        return millis.isPresent() ? Instant.ofEpochMilli(millis.getAsLong()) : null;
    }
}
