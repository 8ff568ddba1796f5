package io.wattledger.ledger;

import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** How many requests wait for a cost, by the minute they are of. Not thread-safe: one per task. */
public final class Waiting {

    private final TreeMap<Long, Long> byMinute = new TreeMap<>();
    private final TreeMap<Long, Long> unsaved = new TreeMap<>();
    private long requests;

    /** Takes up what was saved. */
    public void restore(long minute, long waiting) {
        byMinute.put(minute, waiting);
        requests += waiting;
    }

    /** Adds requests that wait; below 0, takes away those that wait no longer. */
    public void add(long minute, long more) {
        if (more == 0) {
            return;
        }
        requests += more;
        long now = byMinute.merge(minute, more, Long::sum);
        if (now == 0) {
            byMinute.remove(minute);
        }
        unsaved.put(minute, now);
    }

    /** The counts that changed since the last call, by minute; 0 where none waits any longer. */
    public Map<Long, Long> takeUnsaved() {
        Map<Long, Long> changed = new TreeMap<>(unsaved);
        unsaved.clear();
        return changed;
    }

    /** Requests that wait. */
    public long requests() {
        return requests;
    }

    /** The minute of the oldest of them. */
    public OptionalLong oldest() {
        return byMinute.isEmpty() ? OptionalLong.empty() : OptionalLong.of(byMinute.firstKey());
    }
}
