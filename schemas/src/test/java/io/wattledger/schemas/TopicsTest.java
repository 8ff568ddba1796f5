package io.wattledger.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wattledger.v1.FootprintKey;
import io.wattledger.v1.FootprintTotal;
import io.wattledger.v1.InferenceEvent;
import io.wattledger.v1.RejectedEvent;
import java.util.List;
import java.util.Map;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;

class TopicsTest {
    private final SchemaRegistry registry =
            SchemaRegistries.connect(Map.of("schema.registry.url", "mock://topics-" + System.nanoTime()));
    private final Topics topics = new Topics("wattledger.", registry, true);

    @Test
    void shouldNameEveryTopicWithThePrefix() {
        assertThat(List.of(
                        topics.events().name(),
                        topics.costs().name(),
                        topics.sites().name(),
                        topics.journal().name(),
                        topics.minutes().name(),
                        topics.hours().name(),
                        topics.days().name(),
                        topics.running().name(),
                        topics.budgets().name(),
                        topics.alerts().name(),
                        topics.intake().name(),
                        topics.rejected().name()))
                .containsExactly(
                        "wattledger.inference-events",
                        "wattledger.inference-costs",
                        "wattledger.site-factors",
                        "wattledger.footprint-journal",
                        "wattledger.footprint-1m",
                        "wattledger.footprint-1h",
                        "wattledger.footprint-1d",
                        "wattledger.footprint-running",
                        "wattledger.footprint-budgets",
                        "wattledger.footprint-alerts",
                        "wattledger.intake",
                        "wattledger.rejected-events");
    }

    @Test
    void shouldWriteKeysAndValuesUnderTheirSubjects() {
        Topic<FootprintKey, FootprintTotal> minutes = topics.minutes();
        byte[] key = minutes.key().serializer().serialize(minutes.name(), Records.key());
        byte[] value = minutes.value().serializer().serialize(minutes.name(), Records.total());
        assertThat(minutes.key().deserializer().deserialize(minutes.name(), key))
                .isEqualTo(Records.key());
        assertThat(minutes.value().deserializer().deserialize(minutes.name(), value))
                .isEqualTo(Records.total());
        assertThat(registry.versions("wattledger.footprint-1m-key")).hasSize(1);
        assertThat(registry.versions("wattledger.footprint-1m-value")).hasSize(1);
    }

    @Test
    void shouldKeepNullNull() {
        Topic<byte[], InferenceEvent> events = topics.events();
        assertThat(events.value().serializer().serialize(events.name(), null)).isNull();
        assertThat(events.value().deserializer().deserialize(events.name(), null))
                .isNull();
    }

    @Test
    void shouldNameTheTopicOfBytesThatAreNoRecord() {
        Topic<byte[], InferenceEvent> events = topics.events();
        assertThatThrownBy(() -> events.value().deserializer().deserialize(events.name(), new byte[] {9, 9, 9, 9, 9}))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageStartingWith("topic wattledger.inference-events: first byte is 0x09");
    }

    @Test
    void shouldRegisterEverySubjectAndAgain() {
        topics.registerAll();
        topics.registerAll();
        List.of(
                        "inference-events",
                        "inference-costs",
                        "site-factors",
                        "footprint-journal",
                        "footprint-budgets",
                        "footprint-alerts",
                        "intake",
                        "rejected-events")
                .forEach(name -> assertThat(registry.versions("wattledger." + name + "-value"))
                        .as(name)
                        .hasSize(1));
        List.of("footprint-1m", "footprint-1h", "footprint-1d", "footprint-running")
                .forEach(name -> assertThat(registry.versions("wattledger." + name + "-key"))
                        .as(name)
                        .hasSize(1));
    }

    @Test
    void shouldWriteWhileTheRegistryIsDownOnceAllIsRegistered() {
        // Given
        FakeRegistry registryThatGoes = new FakeRegistry();
        Topics registered = new Topics("wattledger.", registryThatGoes, true);
        registered.registerAll();

        // When
        registryThatGoes.goDown();

        // Then: the first record that is refused can be written
        Topic<byte[], RejectedEvent> rejected = registered.rejected();
        assertThat(rejected.value().serializer().serialize(rejected.name(), Records.rejected()))
                .isNotEmpty();
    }

    @Test
    void shouldRefuseAnotherSchemaForAKey() {
        registry.register(
                "wattledger.footprint-1m-key",
                SchemaBuilder.record("FootprintKey")
                        .namespace("io.wattledger.v1")
                        .fields()
                        .requiredString("team")
                        .endRecord());
        assertThatThrownBy(topics::registerAll)
                .isInstanceOf(IncompatibleSchemaException.class)
                .hasMessageContaining("wattledger.footprint-1m-key")
                .hasMessageContaining("never changes");
    }
}
