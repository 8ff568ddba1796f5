package io.wattledger.standalone.audit;

import java.util.TreeMap;

/** Rule 3: what one partition remembers of the events that it accepted. */
final class Memory {

    private static final int BUCKETS_PER_HORIZON = 6;

    private final long horizon;
    private final long width;
    private final TreeMap<Long, IdTable> buckets = new TreeMap<>();
    private long clock = Long.MIN_VALUE;

    /** @param horizon milliseconds; 0: nothing is a duplicate */
    Memory(long horizon) {
        this.horizon = horizon;
        this.width = Math.max(1, horizon / BUCKETS_PER_HORIZON);
    }

    /** A record arrived. */
    void arrive(long arrival) {
        if (horizon == 0 || arrival <= clock) {
            return;
        }
        clock = arrival;
        buckets.headMap(Math.floorDiv(clock - horizon, width), false).clear();
    }

    boolean remembers(Fingerprint id, long occurredAt) {
        long second = Math.floorDiv(occurredAt, 1000L);
        return buckets.values().stream().anyMatch(ids -> ids.contains(id, second, horizon / 1000));
    }

    void remember(Fingerprint id, long occurredAt) {
        if (horizon > 0) {
            buckets.computeIfAbsent(Math.floorDiv(clock, width), start -> new IdTable())
                    .add(id, Math.floorDiv(occurredAt, 1000L));
        }
    }
}
