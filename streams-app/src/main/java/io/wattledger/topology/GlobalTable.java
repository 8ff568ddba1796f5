package io.wattledger.topology;

import io.wattledger.ledger.Revision;
import io.wattledger.ledger.Timeline;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * A global table of time lines in memory, decoded once per row instead of once per look-up. Written by the thread that follows
 * the topic, read by all stream threads. It keeps nothing on disk: each start reads the topic (thousands of rows and their
 * history) from its beginning, so there is no file to be corrupt or stale.
 */
final class GlobalTable<R extends Revision> implements StateStore {

    private final String name;
    private final Map<String, Timeline<R>> rows = new ConcurrentHashMap<>();
    private final ConcurrentSkipListMap<Long, Change> changes = new ConcurrentSkipListMap<>();
    private volatile long nextOffset;
    private volatile boolean open;

    /** What a row changed: its key, and the first minute for which it says something else. */
    private record Change(String key, long from) {}

    private GlobalTable(String name) {
        this.name = name;
    }

    static <R extends Revision> StoreBuilder<GlobalTable<R>> builder(String name) {
        return new UnloggedStore<>(name, GlobalTable::new);
    }

    Optional<Timeline<R>> get(String key) {
        return Optional.ofNullable(rows.get(key));
    }

    /** Takes the time line that the row at an offset made. */
    void put(String key, Timeline<R> now, long offset) {
        Timeline<R> before = rows.getOrDefault(key, Timeline.empty());
        rows.put(key, now);
        now.firstDifference(before).ifPresent(from -> changes.put(offset, new Change(key, from)));
        readUpTo(offset + 1);
    }

    /** Rows before this offset are in the table, or are ignored. */
    void readUpTo(long offset) {
        nextOffset = offset;
    }

    /** Offset after the last row that was read. */
    long nextOffset() {
        return nextOffset;
    }

    /** The keys that rows from one offset up to another changed, each with the first minute for which it did. */
    Map<String, Long> changed(long from, long to) {
        Map<String, Long> keys = new TreeMap<>();
        changes.subMap(from, to).values().forEach(change -> keys.merge(change.key(), change.from(), Math::min));
        return keys;
    }

    /** The number of keys. */
    int size() {
        return rows.size();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        rows.clear();
        changes.clear();
        nextOffset = 0;
        context.register(root, (key, value) -> {
            throw new IllegalStateException("rows of " + name + " come through its processor");
        });
        open = true;
    }

    @Override
    public void close() {
        open = false;
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return open;
    }
}
