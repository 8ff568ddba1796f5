package io.wattledger.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of the user's settings reaches the producer, and what does not. */
class ProducerSettingsTest {

    private static final String BOOTSTRAP = "bootstrap.servers";

    @Test
    void shouldTakeWhatIsForProducersAndPreferWhatIsForThemAlone() {
        Map<String, Object> settings = ProducerSettings.of(Map.of(
                BOOTSTRAP,
                "127.0.0.1:1",
                "security.protocol",
                "SSL",
                "compression.type",
                "zstd",
                "producer.compression.type",
                "gzip",
                "producer.max.request.size",
                "2000000",
                "consumer.max.poll.records",
                "7",
                "num.standby.replicas",
                "1"));

        assertThat(settings)
                .containsEntry(BOOTSTRAP, "127.0.0.1:1")
                .containsEntry("security.protocol", "SSL")
                .containsEntry("compression.type", "gzip")
                .containsEntry("max.request.size", "2000000")
                .doesNotContainKeys("consumer.max.poll.records", "max.poll.records", "num.standby.replicas");
    }

    @Test
    void shouldKeepWhatTheAnswersRestOn() {
        Map<String, String> broken = new HashMap<>(Map.of(
                BOOTSTRAP,
                "127.0.0.1:1",
                "acks",
                "0",
                "enable.idempotence",
                "false",
                "retries",
                "0",
                "max.in.flight.requests.per.connection",
                "50",
                "group.instance.id",
                "a",
                "transactional.id",
                "t",
                "request.timeout.ms",
                "60000",
                "linger.ms",
                "100000",
                "max.block.ms",
                "600000"));
        broken.put("delivery.timeout.ms", "600000");
        broken.put("producer.acks", "1");
        broken.put("producer.transactional.id", "t");
        broken.put("partitioner.class", "org.apache.kafka.clients.producer.RoundRobinPartitioner");
        broken.put("producer.partitioner.ignore.keys", "true");
        broken.put("client.id", "mine");

        Map<String, Object> settings = ProducerSettings.of(broken);

        assertThat(settings)
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", true)
                .containsEntry("delivery.timeout.ms", 15_000)
                .containsEntry("max.block.ms", 1_000)
                .containsEntry("partitioner.ignore.keys", false)
                .containsEntry("client.id", "mine-ingest")
                .doesNotContainKeys("transactional.id", "group.instance.id", "partitioner.class");
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            assertThat(producer.metrics()).as("Kafka takes them together").isNotEmpty();
        }
    }

    @Test
    void shouldLookUpSecretsWhereTheOtherClientsDo(@TempDir Path folder) throws Exception {
        Path secrets = Files.writeString(folder.resolve("secrets.properties"), "jaas=unheard.of.LoginModule required;");
        Map<String, Object> settings = ProducerSettings.of(Map.of(
                "bootstrap.servers", "localhost:9",
                "config.providers", "file",
                "config.providers.file.class", "org.apache.kafka.common.config.provider.FileConfigProvider",
                "sasl.jaas.config", "${file:" + secrets + ":jaas}"));

        settings.put("key.serializer", ByteArraySerializer.class);
        settings.put("value.serializer", ByteArraySerializer.class);
        ProducerConfig config = new ProducerConfig(settings);

        assertThat(config.getPassword("sasl.jaas.config").value()).isEqualTo("unheard.of.LoginModule required;");
    }
}
