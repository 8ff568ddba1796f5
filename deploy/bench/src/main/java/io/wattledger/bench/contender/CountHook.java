package io.wattledger.bench.contender;

import java.util.Map;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;

/** Runs an action right before each commit of its task, as the stores with a cache do; it holds nothing. */
final class CountHook implements StateStore, CachedStateStore<Object, Object> {

    private final String name;
    private Runnable action = () -> {};
    private boolean open;

    private CountHook(String name) {
        this.name = name;
    }

    static StoreBuilder<CountHook> builder(String name) {
        return new Builder(name);
    }

    void beforeCommit(Runnable write) {
        action = write;
    }

    @Override
    public void flushCache() {
        action.run();
    }

    @Override
    public void clearCache() {
        // There is nothing to clear.
    }

    @Override
    public boolean setFlushListener(CacheFlushListener<Object, Object> listener, boolean sendOldValues) {
        return false;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        context.register(root, (key, value) -> {});
        open = true;
    }

    @Override
    public void close() {
        action = () -> {};
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

    private record Builder(@Override String name) implements StoreBuilder<CountHook> {
        @Override
        public StoreBuilder<CountHook> withCachingEnabled() {
            return this;
        }

        @Override
        public StoreBuilder<CountHook> withCachingDisabled() {
            return this;
        }

        @Override
        public StoreBuilder<CountHook> withLoggingEnabled(Map<String, String> config) {
            return this;
        }

        @Override
        public StoreBuilder<CountHook> withLoggingDisabled() {
            return this;
        }

        @Override
        public CountHook build() {
            return new CountHook(name);
        }

        @Override
        public Map<String, String> logConfig() {
            return Map.of();
        }

        @Override
        public boolean loggingEnabled() {
            return false;
        }
    }
}
