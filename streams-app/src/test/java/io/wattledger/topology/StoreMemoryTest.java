package io.wattledger.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.Options;

class StoreMemoryTest {

    @TempDir
    Path stateDir;

    private static final class Nothing extends ContextualProcessor<String, String, String, String> {
        @Override
        public void process(Record<String, String> record) {
            throw new IllegalStateException("nothing comes");
        }
    }

    @Test
    void shouldBoundWhatAllStoresTakeTogether() {
        // Given: two stores, and room for less than is written
        Topology topology = new Topology();
        topology.addSource("in", new StringDeserializer(), new StringDeserializer(), "in");
        topology.addProcessor("nothing", Nothing::new, "in");
        for (String name : new String[] {"a", "b"}) {
            topology.addStateStore(
                    Stores.keyValueStoreBuilder(
                            Stores.persistentKeyValueStore(name), Serdes.Integer(), Serdes.ByteArray()),
                    "nothing");
        }
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "memory");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        try (StoreMemory memory = new StoreMemory(1 << 20, 4 << 20, 1 << 20, 4 << 10)) {
            properties.putAll(memory.settings());
            try (TopologyTestDriver driver = new TopologyTestDriver(topology, properties, Instant.EPOCH)) {
                KeyValueStore<Integer, byte[]> a = driver.getKeyValueStore("a");
                KeyValueStore<Integer, byte[]> b = driver.getKeyValueStore("b");
                long empty = memory.used();

                // When
                for (int i = 0; i < 40_000; i++) {
                    a.put(i, new byte[500]);
                    b.put(i, new byte[500]);
                }
                for (int i = 0; i < 40_000; i++) {
                    assertThat(a.get(i)).hasSize(500);
                }

                // Then
                assertThat(memory.used()).isGreaterThan(empty).isLessThan(8 << 20);
            }
        }
    }

    @Test
    void shouldSayWhatIsMissingWhenAStoreIsOpenedWithoutIt() {
        try (Options options = new Options()) {
            assertThatThrownBy(() -> new StoreMemory.Setter().setConfig("accounts", options, Map.of()))
                    .hasMessageContaining("accounts")
                    .hasMessageContaining(StoreMemory.CONFIG);
        }
    }
}
