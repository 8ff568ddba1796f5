package io.wattledger.standalone.audit;

import java.util.Arrays;

/** Ids with the second of their event, 24 bytes each, in one array with open addressing: millions of them fit. */
final class IdTable {

    private static final int FIELDS = 3;
    private static final long EMPTY = Long.MIN_VALUE;

    private long[] slots = emptySlots(64);
    private int size;

    boolean contains(Fingerprint id, long second, long within) {
        for (int at = slot(slots, id.high()); slots[at + 2] != EMPTY; at = next(slots, at)) {
            if (slots[at] == id.high() && slots[at + 1] == id.low() && Math.abs(slots[at + 2] - second) <= within) {
                return true;
            }
        }
        return false;
    }

    /** An id may be there several times, with seconds of its own. */
    void add(Fingerprint id, long second) {
        if (10L * FIELDS * size >= 6L * slots.length) {
            grow();
        }
        put(slots, id.high(), id.low(), second);
        size++;
    }

    private void grow() {
        long[] larger = emptySlots(Math.multiplyExact(2, slots.length / FIELDS));
        for (int at = 0; at < slots.length; at += FIELDS) {
            if (slots[at + 2] != EMPTY) {
                put(larger, slots[at], slots[at + 1], slots[at + 2]);
            }
        }
        slots = larger;
    }

    private static void put(long[] slots, long high, long low, long second) {
        int at = slot(slots, high);
        while (slots[at + 2] != EMPTY) {
            at = next(slots, at);
        }
        slots[at] = high;
        slots[at + 1] = low;
        slots[at + 2] = second;
    }

    private static int slot(long[] slots, long high) {
        return (int) Math.floorMod(high, (long) slots.length / FIELDS) * FIELDS;
    }

    private static int next(long[] slots, int at) {
        return at + FIELDS == slots.length ? 0 : at + FIELDS;
    }

    private static long[] emptySlots(int capacity) {
        long[] slots = new long[Math.multiplyExact(FIELDS, capacity)];
        Arrays.fill(slots, EMPTY);
        return slots;
    }
}
