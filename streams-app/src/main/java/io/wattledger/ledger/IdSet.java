package io.wattledger.ledger;

/**
 * A set of 128-bit ids without an object per id: open addressing over one array, 16 bytes an id at a load of at most 1/2. Plain
 * collections would take about 100 bytes an id, and the books keep millions.
 */
final class IdSet {

    private static final int FIRST_CAPACITY = 64;

    /** Pairs of high and low halves; the pair 0, 0 marks a free place. */
    private long[] table = new long[2 * FIRST_CAPACITY];

    private int size;

    /** Adds the id; false if it was there. */
    boolean add(long high, long low) {
        int place = placeOf(high, low);
        if (table[place] != 0 || table[place + 1] != 0) {
            return false;
        }
        table[place] = high;
        table[place + 1] = nonZero(high, low);
        size++;
        if (4 * size > table.length) {
            grow();
        }
        return true;
    }

    boolean contains(long high, long low) {
        int place = placeOf(high, low);
        return table[place] != 0 || table[place + 1] != 0;
    }

    int size() {
        return size;
    }

    private int placeOf(long high, long low) {
        long lowHalf = nonZero(high, low);
        int mask = table.length / 2 - 1;
        // Ids are hashes: their bits are as good as any further mixing of them.
        int slot = (int) lowHalf & mask;
        while (true) {
            int place = 2 * slot;
            boolean free = table[place] == 0 && table[place + 1] == 0;
            if (free || (table[place] == high && table[place + 1] == lowHalf)) {
                return place;
            }
            slot = (slot + 1) & mask;
        }
    }

    private void grow() {
        long[] old = table;
        table = new long[2 * old.length];
        for (int i = 0; i < old.length; i += 2) {
            if (old[i] != 0 || old[i + 1] != 0) {
                int place = placeOf(old[i], old[i + 1]);
                table[place] = old[i];
                table[place + 1] = old[i + 1];
            }
        }
    }

    private static long nonZero(long high, long low) {
        return high == 0 && low == 0 ? 1 : low;
    }
}
