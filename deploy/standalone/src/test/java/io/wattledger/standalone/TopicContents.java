package io.wattledger.standalone;

import io.wattledger.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What is committed in a topic at the moment, read by a plain consumer. */
record TopicContents(List<ConsumerRecord<byte[], byte[]>> records, Map<Integer, Long> ends) {

    static TopicContents of(String bootstrapServers, String topic) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        Map<Integer, Long> ends = new HashMap<>();
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> until = consumer.endOffsets(Set.copyOf(partitions));
            while (until.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            until.forEach((partition, end) -> ends.put(partition.partition(), end));
        }
        return new TopicContents(records, ends);
    }

    /** The last value of each key. */
    <K, V> Map<K, V> table(Topic<K, V> topic) {
        Map<K, V> table = new HashMap<>();
        records.forEach(record -> table.put(
                topic.key().deserializer().deserialize(topic.name(), record.key()),
                topic.value().deserializer().deserialize(topic.name(), record.value())));
        return table;
    }
}
