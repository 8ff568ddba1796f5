package io.wattledger.topology;

import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/** Builds a store that has no changelog and no cache, because it holds nothing that its topics do not. */
record UnloggedStore<T extends StateStore>(@Override String name, Function<String, T> make) implements StoreBuilder<T> {

    @Override
    public StoreBuilder<T> withCachingEnabled() {
        throw new UnsupportedOperationException("store " + name + " has no cache");
    }

    @Override
    public StoreBuilder<T> withCachingDisabled() {
        return this;
    }

    @Override
    public StoreBuilder<T> withLoggingEnabled(@Nullable Map<String, String> config) {
        throw new UnsupportedOperationException("store " + name + " has no changelog");
    }

    @Override
    public StoreBuilder<T> withLoggingDisabled() {
        return this;
    }

    @Override
    public T build() {
        return make.apply(name);
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
