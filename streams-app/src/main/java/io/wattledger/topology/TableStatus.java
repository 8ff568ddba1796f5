package io.wattledger.topology;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How a global table of this instance stands. Written by the thread that follows its topic, read by anyone.
 */
public final class TableStatus {

    private final AtomicLong rows = new AtomicLong();
    private final AtomicLong ignoredRows = new AtomicLong();
    private final AtomicLong contradictions = new AtomicLong();
    private final AtomicLong overlaps = new AtomicLong();
    private final AtomicLong nextOffset = new AtomicLong();

    void rows(long now) {
        rows.set(now);
    }

    void readUpTo(long offset) {
        nextOffset.set(offset);
    }

    void ignored() {
        ignoredRows.incrementAndGet();
    }

    void contradicted(long more) {
        contradictions.addAndGet(more);
    }

    void overlapped(long more) {
        overlaps.addAndGet(more);
    }

    /** Keys in the table. */
    public long rows() {
        return rows.get();
    }

    /** Rows since the topic began that could not be read, or that physics refuses. */
    public long ignoredRows() {
        return ignoredRows.get();
    }

    /** Revisions since the topic began that were published again with other figures. */
    public long contradictions() {
        return contradictions.get();
    }

    /** Overlaps that rows since the topic began brought. */
    public long overlaps() {
        return overlaps.get();
    }

    /** Offset in the topic after the last row that was read. */
    public long nextOffset() {
        return nextOffset.get();
    }
}
