package io.wattledger.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine calls the hook, and what the hook writes goes where its processor's own writes would go. */
class CommitHookTest {

    @TempDir
    Path stateDir;

    /** Hands nothing on by itself: all that comes out came through the hook. */
    private static final class Gatherer implements Processor<String, String, String, String> {

        private final List<String> gathered = new ArrayList<>();

        @Override
        public void init(ProcessorContext<String, String> context) {
            KeyValueStore<String, String> store = context.getStateStore("written");
            CommitHook hook = context.getStateStore("hook");
            hook.beforeCommit(context, () -> {
                gathered.forEach(value -> {
                    store.put(value, value);
                    context.forward(new Record<>(value, value, 0), "right");
                });
                gathered.clear();
            });
        }

        @Override
        public void process(Record<String, String> record) {
            gathered.add(record.value());
        }
    }

    @Test
    void shouldRunBeforeACommitAndForwardFromItsOwnProcessor() {
        try (TopologyTestDriver driver = driver()) {
            // When: the driver commits after each record
            driver.createInputTopic("in", new StringSerializer(), new StringSerializer())
                    .pipeInput("key", "value");

            // Then
            assertThat(driver.createOutputTopic("right", new StringDeserializer(), new StringDeserializer())
                            .readValuesToList())
                    .containsExactly("value");
            assertThat(driver.<String, String>getKeyValueStore("written").get("value"))
                    .isEqualTo("value");
        }
    }

    @Test
    void shouldGoOnAfterACommitAndNotAfterAnAbort() {
        TopologyTestDriver driver = driver();
        var input = driver.createInputTopic("in", new StringSerializer(), new StringSerializer());
        var output = driver.createOutputTopic("right", new StringDeserializer(), new StringDeserializer());
        input.pipeInput("key", "first");
        // When
        Transactions.ofThisThread().committed();
        // Then
        input.pipeInput("key", "second");
        assertThat(output.readValuesToList()).containsExactly("first", "second");
        // When: what was written is lost, and others write on
        Transactions.ofThisThread().aborted();
        Transactions.ofThisThread().committed();
        // Then
        assertThatThrownBy(() -> input.pipeInput("key", "third"))
                .isInstanceOfSatisfying(TaskCorruptedException.class, e -> assertThat(e.corruptedTasks())
                        .containsExactly(new TaskId(0, 0)));
        assertThat(output.isEmpty()).isTrue();
        assertThatThrownBy(driver::close).isInstanceOf(TaskCorruptedException.class);
    }

    private TopologyTestDriver driver() {
        Topology topology = new Topology();
        topology.addSource("in", new StringDeserializer(), new StringDeserializer(), "in");
        topology.addProcessor("gatherer", Gatherer::new, "in");
        topology.addStateStore(CommitHook.builder("hook"), "gatherer");
        topology.addStateStore(
                Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore("written"), Serdes.String(), Serdes.String()),
                "gatherer");
        topology.addSink("right", "right", new StringSerializer(), new StringSerializer(), "gatherer");
        topology.addSink("wrong", "wrong", new StringSerializer(), new StringSerializer(), "in");
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "hook");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        return new TopologyTestDriver(topology, properties, Instant.EPOCH);
    }
}
