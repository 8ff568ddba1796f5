package io.wattledger.topology;

import io.wattledger.ledger.DedupIndex;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One of the two partitions that a booking task reads: how far it was read, and what was seen there. */
final class InputPartition {

    private final DedupIndex seen;
    private long nextOffset;

    /** @param latestArrival of the records before nextOffset, null if there were none */
    InputPartition(DedupIndex seen, long nextOffset, @Nullable Instant latestArrival) {
        this.seen = seen;
        this.nextOffset = nextOffset;
        if (latestArrival != null) {
            seen.restoreClock(latestArrival.toEpochMilli());
        }
    }

    /** A record was read. */
    void read(long offset, long arrival) {
        nextOffset = offset + 1;
        seen.advance(arrival);
    }

    DedupIndex seen() {
        return seen;
    }

    long nextOffset() {
        return nextOffset;
    }

    @Nullable
    Instant latestArrival() {
        return seen.clock() == DedupIndex.NEVER ? null : Instant.ofEpochMilli(seen.clock());
    }
}
