package io.wattledger.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.wattledger.config.Config;
import io.wattledger.config.ConfigReader;
import io.wattledger.ledger.Quantity;
import io.wattledger.topology.StoreMemory;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class StreamsSettingsTest {

    @Test
    void shouldHandOnWhatSaysWhereAnInstanceStandsAndWhoStandsBy() {
        StreamsConfig streams = streams(Map.of(
                "kafka.group.instance.id", "wattledger-1",
                "kafka.client.rack", "zone-a",
                "kafka.client.tag.zone", "zone-a",
                "kafka.rack.aware.assignment.tags", "zone",
                "kafka.rack.aware.assignment.strategy", "min_traffic",
                "kafka.num.standby.replicas", "1"));

        assertThat(streams.getInt(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG)).isEqualTo(1);
        assertThat(streams.getString(StreamsConfig.RACK_AWARE_ASSIGNMENT_STRATEGY_CONFIG))
                .isEqualTo("min_traffic");
        assertThat(streams.getList(StreamsConfig.RACK_AWARE_ASSIGNMENT_TAGS_CONFIG))
                .containsExactly("zone");
        assertThat(streams.getClientTags()).isEqualTo(Map.of("zone", "zone-a"));
        assertThat(streams.getMainConsumerConfigs("group", "client", 3))
                .containsEntry("group.instance.id", "wattledger-1-3")
                .containsEntry("client.rack", "zone-a");
    }

    @Test
    void shouldLetTheUserOverrideWhatItSetsForThroughput() {
        StreamsConfig ours = streams(Map.of());
        assertThat(ours.getMainConsumerConfigs("group", "client", 0))
                .containsEntry("max.poll.records", 2_000)
                .containsEntry("max.partition.fetch.bytes", 4_194_304);
        assertThat(ours.getProducerConfigs("client"))
                .containsEntry("batch.size", 262_144)
                .containsEntry("compression.type", "lz4");

        StreamsConfig theirs = streams(Map.of(
                "kafka.max.poll.records", "7",
                "kafka.producer.batch.size", "9",
                "kafka.compression.type", "none"));
        assertThat(theirs.getMainConsumerConfigs("group", "client", 0)).containsEntry("max.poll.records", "7");
        assertThat(theirs.getProducerConfigs("client"))
                .containsEntry("batch.size", "9")
                .containsEntry("compression.type", "none");
    }

    @Test
    void shouldCountBudgetsInMillionthsAsTheyAreWritten() {
        assertThat(StreamsSettings.totalling(config(Map.of(
                                "budgets.search.joules", "2.6e9",
                                "budgets.search.grams", "0.1",
                                "budgets.ads.litres", "1e-9")))
                        .budgets()
                        .byTeam())
                .isEqualTo(Map.of(
                        "search", Map.of(Quantity.ENERGY, 2_600_000_000_000_000L, Quantity.CARBON, 100_000L),
                        "ads", Map.of(Quantity.WATER, 1L)));
    }

    private static StreamsConfig streams(Map<String, String> settings) {
        Config config = config(settings);
        try (StoreMemory memory = StreamsSettings.storeMemory(config.stores())) {
            return new StreamsConfig(StreamsSettings.properties(config, memory));
        }
    }

    private static Config config(Map<String, String> settings) {
        Map<String, String> flags = new HashMap<>(settings);
        flags.put("kafka.bootstrap.servers", "localhost:9092");
        flags.put("registry.schema.registry.url", "http://localhost:8081");
        return ConfigReader.read(Optional.empty(), Map.of(), flags);
    }
}
