package io.wattledger.standalone.publish;

import io.wattledger.schemas.DecodeException;
import io.wattledger.schemas.Position;
import io.wattledger.schemas.RegistryAccessException;
import io.wattledger.schemas.RegistryUnavailableException;
import io.wattledger.standalone.kafka.Progress;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what is committed in a table, from its beginning to the end that it has when the reading begins. */
final class TableReader {

    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, Object> settings;
    private final Duration patience;
    private final Progress progress;

    /**
     * @param kafka settings of the Kafka client
     * @param patience how long the reading may stand still
     */
    TableReader(Map<String, ?> kafka, Duration patience, Progress progress) {
        this.settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        // It reads partitions that it is told, as a member of no group.
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        this.patience = patience;
        this.progress = progress;
    }

    /**
     * The revisions of each key.
     *
     * @throws PublishException if the reading stands still, or a row cannot be decoded
     */
    <V extends SpecificRecord, R extends SpecificRecord> Map<String, List<Revision<R>>> read(Table<V, R> table)
            throws PublishException {
        Map<String, ConsumerRecord<byte[], byte[]>> latest =
                latest(table.topic().name());
        Map<String, List<Revision<R>>> rows = new HashMap<>();
        for (var row : latest.entrySet()) {
            rows.put(row.getKey(), decode(table, row.getKey(), row.getValue()));
        }
        return rows;
    }

    private Map<String, ConsumerRecord<byte[], byte[]>> latest(String topic) throws PublishException {
        Map<String, ConsumerRecord<byte[], byte[]>> latest = new LinkedHashMap<>();
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.seekToBeginning(partitions);
            long total = ends.values().stream().mapToLong(Long::longValue).sum();
            long moved = System.nanoTime();
            for (long left = left(consumer, ends), before = Long.MAX_VALUE; left > 0; left = left(consumer, ends)) {
                if (left < before) {
                    before = left;
                    moved = System.nanoTime();
                } else if (System.nanoTime() - moved > patience.toNanos()) {
                    throw new PublishException(
                            "topic %s cannot be read to its end: %d of %d records are left and none came for %d s. Is each broker up?"
                                    .formatted(topic, left, total, patience.toSeconds()));
                }
                progress.read(topic, total - left, total);
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    take(latest, record);
                }
            }
            progress.read(topic, total, total);
        }
        return latest;
    }

    private static long left(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - consumer.position(end.getKey())))
                .sum();
    }

    private static void take(Map<String, ConsumerRecord<byte[], byte[]>> latest, ConsumerRecord<byte[], byte[]> record)
            throws PublishException {
        if (record.key() == null) {
            throw new PublishException("%s: a record without a key is no row of a table".formatted(position(record)));
        }
        String key = new String(record.key(), java.nio.charset.StandardCharsets.UTF_8);
        if (record.value() == null) {
            latest.remove(key);
        } else {
            latest.put(key, record);
        }
    }

    private static <V extends SpecificRecord, R extends SpecificRecord> List<Revision<R>> decode(
            Table<V, R> table, String key, ConsumerRecord<byte[], byte[]> record) throws PublishException {
        try {
            return table.revisions(table.codec().decode(record.value(), position(record)));
        } catch (RegistryUnavailableException | RegistryAccessException e) {
            throw new PublishException(String.valueOf(e.getMessage()), e);
        } catch (DecodeException e) {
            throw new PublishException(
                    "%s, key %s. Nothing is written beside a row that cannot be read; delete it (a record of this key without a value) and publish again"
                            .formatted(e.getMessage(), key),
                    e);
        }
    }

    private static Position position(ConsumerRecord<byte[], byte[]> record) {
        return new Position(record.topic(), record.partition(), record.offset());
    }
}
