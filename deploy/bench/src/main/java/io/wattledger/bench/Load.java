package io.wattledger.bench;

import io.wattledger.bench.load.EventSource;
import io.wattledger.bench.load.EventTemplate;
import io.wattledger.bench.load.Population;
import io.wattledger.bench.load.Skew;
import io.wattledger.bench.load.Tables;
import io.wattledger.schemas.Topic;
import io.wattledger.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Topics that contenders read: events, and the tables that price them. */
record Load(String prefix, Population population, Skew skew, EventSource.TimeSpread time, int partitions) {

    private static final long TOLD_EVERY = 1_000_000;

    /** What was never deleted between contenders. */
    List<String> inputs() {
        return List.of(eventTopic(), prefix + "inference-costs", prefix + "site-factors");
    }

    String eventTopic() {
        return prefix + "inference-events";
    }

    long events() {
        return time.events();
    }

    /** The same events, each time. */
    EventSource source() {
        return new EventSource(population, skew, Settings.SEED, time);
    }

    /** Creates the topics and fills them. */
    void produce(Stage stage, Consumer<String> say) throws BenchException, InterruptedException {
        Cluster cluster = stage.cluster();
        Map<String, String> table = Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
        // Nothing is deleted by age or size, whatever the times of the events.
        cluster.create(
                eventTopic(),
                partitions,
                Map.of(
                        TopicConfig.RETENTION_MS_CONFIG,
                        "-1",
                        TopicConfig.RETENTION_BYTES_CONFIG,
                        "-1",
                        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                        "LogAppendTime"));
        cluster.create(prefix + "inference-costs", 1, table);
        cluster.create(prefix + "site-factors", 1, table);
        Topics topics = new Topics(prefix, stage.registry(), true);
        topics.registerAll();
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        cluster.bootstrap(),
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "lz4",
                        ProducerConfig.LINGER_MS_CONFIG,
                        20,
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        256 * 1024,
                        ProducerConfig.BUFFER_MEMORY_CONFIG,
                        64L * 1024 * 1024),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            rows(producer, topics.costs(), Tables.costs(), failure);
            rows(producer, topics.sites(), Tables.sites(), failure);
            events(producer, topics, stage, failure, say);
        }
        if (failure.get() != null) {
            throw new BenchException("the events cannot be written: " + failure.get(), failure.get());
        }
    }

    private static <V> void rows(
            Producer<byte[], byte[]> producer,
            Topic<String, V> topic,
            Map<String, V> rows,
            AtomicReference<@Nullable Exception> failure) {
        rows.forEach((key, row) -> send(
                producer,
                new ProducerRecord<>(
                        topic.name(),
                        key.getBytes(StandardCharsets.UTF_8),
                        topic.value().serializer().serialize(topic.name(), row)),
                failure));
    }

    private void events(
            Producer<byte[], byte[]> producer,
            Topics topics,
            Stage stage,
            AtomicReference<@Nullable Exception> failure,
            Consumer<String> say) {
        int schema = stage.registry()
                .idOf(eventTopic() + "-value", topics.eventCodec().schema());
        EventTemplate template = new EventTemplate(schema, population);
        EventSource source = source();
        for (long i = 0; i < events() && failure.get() == null; i++) {
            var event = source.next();
            send(
                    producer,
                    new ProducerRecord<>(
                            eventTopic(),
                            event.eventId().getBytes(StandardCharsets.ISO_8859_1),
                            template.encode(event)),
                    failure);
            if (i % TOLD_EVERY == 0 && i > 0) {
                say.accept("producing: %.0f M of %.1f M events".formatted(i / 1e6, events() / 1e6));
            }
        }
    }

    private static void send(
            Producer<byte[], byte[]> producer,
            ProducerRecord<byte[], byte[]> event,
            AtomicReference<@Nullable Exception> failure) {
        var unused = producer.send(event, (metadata, e) -> {
            if (e != null) {
                failure.set(e);
            }
        });
    }
}
