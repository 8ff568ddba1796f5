package io.wattledger.bench.contender;

import io.wattledger.schemas.SchemaRegistries;
import io.wattledger.schemas.Topics;
import io.wattledger.topology.CommitHook;
import io.wattledger.v1.InferenceEvent;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/** The least that Kafka Streams can do with events: decode them, and count them per partition with the same guarantee. */
public final class CountingApp {

    private static final String COUNTS = "counts";
    private static final String HOOK = "count-hook";
    private static final String KEY = "events";

    private CountingApp() {}

    public static void main(String[] args) throws InterruptedException {
        ContenderOptions options = ContenderOptions.of(args);
        Topics topics = new Topics(
                options.prefix, SchemaRegistries.connect(Map.of("schema.registry.url", options.registry)), false);
        StreamsRun.run(topology(topics), options.streams());
    }

    static Topology topology(Topics topics) {
        var events = topics.events();
        return new Topology()
                .addSource("events", events.key().deserializer(), events.value().deserializer(), events.name())
                .addProcessor("count", CountingProcessor::new, "events")
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(COUNTS), Serdes.String(), Serdes.Long()),
                        "count")
                .addStateStore(CommitHook.builder(HOOK), "count");
    }

    private static final class CountingProcessor implements Processor<byte[], InferenceEvent, Void, Void> {

        private long count;
        private long written;
        private @Nullable KeyValueStore<String, Long> store;

        @Override
        public void init(ProcessorContext<Void, Void> context) {
            store = context.getStateStore(COUNTS);
            Long before = store.get(KEY);
            count = before == null ? 0 : before;
            written = count;
            CommitHook hook = context.getStateStore(HOOK);
            hook.beforeCommit(context, this::write);
        }

        @Override
        public void process(Record<byte[], InferenceEvent> record) {
            count += record.value().getInferences();
        }

        private void write() {
            if (count != written) {
                Objects.requireNonNull(store).put(KEY, count);
                written = count;
            }
        }
    }
}
