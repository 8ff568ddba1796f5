package io.wattledger.topology;

import io.wattledger.ledger.Revision;
import io.wattledger.ledger.Timeline;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * A global table of time lines in memory, decoded once per row instead of once per look-up. Written by the thread that follows
 * the topic, read by all stream threads. It keeps nothing on disk: each start reads the compacted topic (thousands of rows) from
 * its beginning, so there is no file to be corrupt or stale.
 */
final class GlobalTable<R extends Revision> implements StateStore {

    private final String name;
    private final Map<String, Timeline<R>> rows = new ConcurrentHashMap<>();
    private boolean open;

    private GlobalTable(String name) {
        this.name = name;
    }

    static <R extends Revision> StoreBuilder<GlobalTable<R>> builder(String name) {
        return new UnloggedStore<>(name, GlobalTable::new);
    }

    Optional<Timeline<R>> get(String key) {
        return Optional.ofNullable(rows.get(key));
    }

    void put(String key, Timeline<R> row) {
        rows.put(key, row);
    }

    void remove(String key) {
        rows.remove(key);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        rows.clear();
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
