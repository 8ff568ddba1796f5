package io.wattledger.standalone.child;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The committed last value of each key of some topics, read on from where it was read to. */
public final class LatestValues implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, Map<ByteBuffer, byte[]>> values = new HashMap<>();
    private final List<TopicPartition> partitions;

    public LatestValues(String bootstrapServers, List<String> topics) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        topics.forEach(topic -> values.put(topic, new LinkedHashMap<>()));
        partitions = topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
    }

    /**
     * Reads to where the topics end now.
     *
     * @throws TimeoutException if nothing comes for a minute
     */
    public void readOn() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        long moved = System.nanoTime();
        long left = left(ends);
        while (left > 0) {
            consumer.poll(POLL).forEach(this::take);
            long now = left(ends);
            if (now < left) {
                moved = System.nanoTime();
            } else if (System.nanoTime() - moved > PATIENCE.toNanos()) {
                throw new TimeoutException("%s cannot be read to the end: %d records are left and none came for %d s"
                        .formatted(String.join(", ", values.keySet()), now, PATIENCE.toSeconds()));
            }
            left = now;
        }
    }

    private long left(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - consumer.position(end.getKey())))
                .sum();
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        Map<ByteBuffer, byte[]> table = values.getOrDefault(record.topic(), new HashMap<>());
        ByteBuffer key = ByteBuffer.wrap(record.key());
        if (record.value() == null) {
            table.remove(key);
        } else {
            table.put(key, record.value());
        }
    }

    /** Key and value as they lie in the topic. */
    public Map<ByteBuffer, byte[]> of(String topic) {
        return values.getOrDefault(topic, Map.of());
    }

    @Override
    public void close() {
        consumer.close();
    }
}
