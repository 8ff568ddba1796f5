package io.wattledger.standalone.batches;

import io.wattledger.standalone.audit.Fingerprint;

/**
 * Ids of events in bounded memory. An id is known until another one takes its slot: half of the ids are still known 2.9 million
 * others later.
 */
final class RecentIds {

    /** 32 MiB. A power of two. */
    private static final int SLOTS = 1 << 22;

    private final Fingerprint.Maker maker = new Fingerprint.Maker();
    private final long[] slots;

    RecentIds() {
        this(SLOTS);
    }

    /** @param slots a power of two */
    RecentIds(int slots) {
        this.slots = new long[slots];
    }

    /** Whether the id is not known; from now on it is. */
    boolean add(String source, String eventId) {
        Fingerprint id = maker.of(source, eventId);
        int slot = (int) id.high() & (slots.length - 1);
        boolean added = slots[slot] != id.low();
        slots[slot] = id.low();
        return added;
    }
}
