package io.wattledger.topology;

/**
 * Totals of one kind: where they are kept and handed on.
 *
 * @param <T> what is kept under a key
 */
interface TotalsOfOneKind<T> {

    /** The totals as they were last written, empty if they never were. */
    T read(TotalDimensions of, long start);

    /** Keeps totals and hands them on. */
    void write(TotalDimensions of, long start, T totals);
}
