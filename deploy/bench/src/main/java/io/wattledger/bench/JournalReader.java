package io.wattledger.bench;

import io.wattledger.schemas.Topic;
import io.wattledger.schemas.Topics;
import io.wattledger.v1.FootprintEntry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Follows the journal from where it ends now, and adds up the requests of the probes in it. */
final class JournalReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(10);
    private static final byte[] TEAM = Probes.TEAM.getBytes(StandardCharsets.UTF_8);

    private final Topic<String, FootprintEntry> journal;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private long requests;

    JournalReader(Stage stage, Load load) {
        journal = new Topics(load.prefix(), stage.registry(), false).journal();
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        stage.cluster().bootstrap(),
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(journal.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /** Requests of the probes that were committed since. */
    long requests() {
        consumer.poll(POLL).forEach(record -> {
            if (Arrays.equals(record.key(), TEAM)) {
                requests += journal.value()
                        .deserializer()
                        .deserialize(journal.name(), record.value())
                        .getRequests();
            }
        });
        return requests;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
