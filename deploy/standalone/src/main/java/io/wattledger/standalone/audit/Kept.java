package io.wattledger.standalone.audit;

/**
 * Whether a table still has every row that it ever had. Compaction takes rows from between and leaves the begin offset alone; a
 * single offset without a row may be the marker of a transaction.
 */
final class Kept {

    private static final int ROW_AND_MARKER = 2;

    private long next;
    private boolean forgot;

    /** The topic begins here. */
    void from(long begin) {
        forgot |= begin > 0 && next == 0;
    }

    /** A row is there; rows are told in their order. */
    void row(long offset) {
        forgot |= next == 0 ? offset > 0 : offset - next >= ROW_AND_MARKER;
        next = offset + 1;
    }

    /** Whether rows may be gone. */
    boolean forgot() {
        return forgot;
    }
}
