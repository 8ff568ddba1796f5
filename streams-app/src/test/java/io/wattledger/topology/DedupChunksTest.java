package io.wattledger.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wattledger.ledger.Blocks;
import io.wattledger.ledger.Combinations;
import io.wattledger.ledger.DedupIndex;
import io.wattledger.ledger.Dimensions;
import io.wattledger.ledger.Event;
import io.wattledger.ledger.EventFields;
import io.wattledger.topology.DedupChunks.Input;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Properties;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over a store as booking has it. A horizon of 6 s makes buckets of 1 s. */
class DedupChunksTest {

    private static final Duration HORIZON = Duration.ofSeconds(6);

    @TempDir
    Path stateDir;

    private TopologyTestDriver driver;
    private KeyValueStore<DedupChunks.Key, byte[]> store;

    @BeforeEach
    void openStore() {
        var topology = new Topology()
                .addSource("in", new StringDeserializer(), new StringDeserializer(), "in")
                .addProcessor("none", Idle::new, "in")
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore("ids"), StoreSerdes.chunk(), Serdes.ByteArray()),
                        "none");
        var properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "chunks");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        driver = new TopologyTestDriver(topology, properties);
        store = driver.getKeyValueStore("ids");
    }

    @AfterEach
    void closeStore() {
        driver.close();
    }

    @Test
    void shouldLoadWhatWasSavedOfAnInputAndNothingOfTheOther() {
        // Given
        var events = new DedupIndex(HORIZON, Blocks.onHeap());
        var keyless = new DedupIndex(HORIZON, Blocks.onHeap());
        book(events, "a", 1_500);
        DedupChunks.save(events, store, Input.INFERENCE_EVENTS, 1);
        book(events, "b", 1_600);
        book(events, "c", 2_600);
        DedupChunks.save(events, store, Input.INFERENCE_EVENTS, 3);
        book(keyless, "d", 1_500);
        DedupChunks.save(keyless, store, Input.KEYLESS_EVENTS, 1);
        assertThat(keys())
                .containsExactly(
                        new DedupChunks.Key(Input.INFERENCE_EVENTS, 1_000, 1, 0),
                        new DedupChunks.Key(Input.INFERENCE_EVENTS, 1_000, 3, 0),
                        new DedupChunks.Key(Input.INFERENCE_EVENTS, 2_000, 3, 0),
                        new DedupChunks.Key(Input.KEYLESS_EVENTS, 1_000, 1, 0));

        // When
        DedupIndex loaded = DedupChunks.load(store, Input.INFERENCE_EVENTS, HORIZON, Blocks.onHeap());
        loaded.restoreClock(events.clock());

        // Then
        assertThat(loaded.size()).isEqualTo(3);
        assertThat(List.of("a", "b", "c", "d"))
                .filteredOn(id -> loaded.seen(event(id), 2_600))
                .containsExactly("a", "b", "c");
        assertThat(DedupChunks.load(store, Input.KEYLESS_EVENTS, HORIZON, Blocks.onHeap())
                        .size())
                .isEqualTo(1);
    }

    @Test
    void shouldDeleteABucketOfItsInputOnceItIsPastTheHorizon() {
        // Given
        var events = new DedupIndex(HORIZON, Blocks.onHeap());
        var keyless = new DedupIndex(HORIZON, Blocks.onHeap());
        book(keyless, "d", 1_500);
        DedupChunks.save(keyless, store, Input.KEYLESS_EVENTS, 1);
        for (int offset = 1; offset <= 3; offset++) {
            book(events, "a" + offset, 1_500);
            DedupChunks.save(events, store, Input.INFERENCE_EVENTS, offset);
        }
        book(events, "b", 2_000);
        // When
        book(events, "c", 8_000);
        DedupChunks.save(events, store, Input.INFERENCE_EVENTS, 5);
        // Then
        assertThat(keys())
                .containsExactly(
                        new DedupChunks.Key(Input.INFERENCE_EVENTS, 2_000, 5, 0),
                        new DedupChunks.Key(Input.INFERENCE_EVENTS, 8_000, 5, 0),
                        new DedupChunks.Key(Input.KEYLESS_EVENTS, 1_000, 1, 0));
    }

    @Test
    void shouldKeepTheirTimeWhenTheHorizonWasChanged() {
        for (Duration other :
                List.of(Duration.ofSeconds(12), Duration.ofSeconds(3), Duration.ofMillis(1), Duration.ZERO)) {
            // Given
            var before = new DedupIndex(HORIZON, Blocks.onHeap());
            book(before, "a", 100_900);
            book(before, "b", 103_900);
            DedupChunks.save(before, store, Input.INFERENCE_EVENTS, 2);
            // When
            DedupIndex loaded = DedupChunks.load(store, Input.INFERENCE_EVENTS, other, Blocks.onHeap());
            loaded.restoreClock(before.clock());
            // Then
            assertThat(loaded.seen(event("b"), 104_000))
                    .as("horizon %s", other)
                    .isEqualTo(other.compareTo(Duration.ofSeconds(1)) > 0);
            loaded.advance(104_000 + 2 * other.toMillis() + 1);
            DedupChunks.save(loaded, store, Input.INFERENCE_EVENTS, 3);
            assertThat(keys()).as("left by horizon %s", other).isEmpty();
        }
    }

    @Test
    void shouldSplitWhatABrokerWouldRefuseAsOneRecord() {
        // Given: a commit of more than a second's catching up
        var index = new DedupIndex(HORIZON, Blocks.onHeap());
        for (int i = 0; i < 100_000; i++) {
            book(index, "e" + i, 1_500);
        }
        // When
        DedupChunks.save(index, store, Input.INFERENCE_EVENTS, 100_000);
        // Then
        assertThat(keys()).hasSize(7);
        assertThat(keys()).allSatisfy(key -> assertThat(store.get(key)).hasSizeBetween(20, 400_000));
        DedupIndex loaded = DedupChunks.load(store, Input.INFERENCE_EVENTS, HORIZON, Blocks.onHeap());
        assertThat(loaded.size()).isEqualTo(100_000);
        assertThat(loaded.seen(event("e99999"), 1_500)).isTrue();
        // And
        index.advance(100_000);
        DedupChunks.save(index, store, Input.INFERENCE_EVENTS, 100_001);
        assertThat(keys()).isEmpty();
    }

    @Test
    void shouldLoadTimesBeforeTheEpoch() {
        var index = new DedupIndex(HORIZON, Blocks.onHeap());
        book(index, "a", -500);
        book(index, "b", 500);
        DedupChunks.save(index, store, Input.INFERENCE_EVENTS, 2);
        assertThat(DedupChunks.load(store, Input.INFERENCE_EVENTS, HORIZON, Blocks.onHeap())
                        .size())
                .isEqualTo(2);
    }

    @Test
    void shouldSayWhereAChunkLiesThatHoldsNoWholeIds() {
        store.put(new DedupChunks.Key(Input.KEYLESS_EVENTS, 3_000, 77, 0), new byte[39]);
        assertThatThrownBy(() -> DedupChunks.load(store, Input.KEYLESS_EVENTS, HORIZON, Blocks.onHeap()))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("store ids")
                .hasMessageContaining("KEYLESS_EVENTS")
                .hasMessageContaining("offset=77")
                .hasMessageContaining("39 bytes")
                .hasMessageContaining("delete the state directory");
    }

    /** It only gives the store a place. */
    private static final class Idle implements Processor<String, String, Void, Void> {
        @Override
        public void process(Record<String, String> record) {}
    }

    private List<DedupChunks.Key> keys() {
        List<DedupChunks.Key> keys = new ArrayList<>();
        try (var chunks = store.all()) {
            chunks.forEachRemaining(chunk -> keys.add(chunk.key));
        }
        return keys;
    }

    private static void book(DedupIndex index, String id, long arrival) {
        assertThat(index.seen(event(id), arrival)).isFalse();
        index.remember();
    }

    private static EventFields event(String id) {
        Event event = new Event(
                "gateway",
                id,
                0,
                new Dimensions("t", Optional.empty(), "m", "g", "r"),
                1,
                0,
                0,
                0,
                OptionalInt.empty(),
                1,
                OptionalLong.empty(),
                OptionalLong.empty());
        EventFields fields = new EventFields();
        fields.set(event, new Combinations(dimensions -> true).of(event.dimensions()));
        return fields;
    }
}
