package io.wattledger.standalone.audit;

import io.wattledger.v1.RejectReason;
import java.util.EnumMap;
import java.util.Map;

/** What became of the input records of one task, as the rules say. */
final class TaskCount {

    private final Map<RejectReason, Long> rejectedByReason = new EnumMap<>(RejectReason.class);
    private long records;
    private long keyless;
    private long handedOn;
    private long duplicates;
    private long accepted;

    void read() {
        records++;
    }

    void readKeyless() {
        keyless++;
    }

    void handOn() {
        handedOn++;
    }

    void duplicate() {
        duplicates++;
    }

    void accept() {
        accepted++;
    }

    void reject(RejectReason reason) {
        rejectedByReason.merge(reason, 1L, Long::sum);
    }

    /** Records read in inference-events. */
    long records() {
        return records;
    }

    long keyless() {
        return keyless;
    }

    long handedOn() {
        return handedOn;
    }

    long duplicates() {
        return duplicates;
    }

    /** Booked with energy or without. */
    long accepted() {
        return accepted;
    }

    long rejected() {
        return rejectedByReason.values().stream().mapToLong(Long::longValue).sum();
    }

    Map<RejectReason, Long> rejectedByReason() {
        return rejectedByReason;
    }

    long in() {
        return records - handedOn + keyless;
    }
}
