package io.wattledger.standalone.audit;

import io.wattledger.v1.EntryKind;
import io.wattledger.v1.FootprintEntry;
import java.util.BitSet;

/** The entries of one task within the cut: which numbers are there, and what they say of requests without energy. */
final class TaskEntries {

    private final BitSet numbers = new BitSet();
    private long requests;
    private long parked;
    private long latePriced;
    private long withdrawn;
    private long corrections;

    /** Whether the number was not there yet. */
    boolean add(long number, FootprintEntry entry) {
        if (numbers.get(Math.toIntExact(number))) {
            return false;
        }
        numbers.set(Math.toIntExact(number));
        if (entry.getKind() == EntryKind.USAGE) {
            requests += entry.getRequests();
            parked += entry.getUnpricedRequests();
        } else if (entry.getKind() == EntryKind.LATE_PRICED) {
            latePriced -= entry.getUnpricedRequests();
        } else {
            corrections++;
            withdrawn += entry.getUnpricedRequests();
        }
        return true;
    }

    long firstMissing() {
        return numbers.nextClearBit(0);
    }

    long size() {
        return numbers.cardinality();
    }

    long booked() {
        return requests - parked;
    }

    long parked() {
        return parked;
    }

    long latePriced() {
        return latePriced;
    }

    long withdrawn() {
        return withdrawn;
    }

    long corrections() {
        return corrections;
    }
}
