package io.wattledger.standalone.audit;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what is committed in one topic, on and on from its beginning; as a member of no group. */
final class TopicReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final int FETCH_BYTES = 4 << 20;
    private static final long PAUSE_MILLIS = 50;

    private final String topic;
    private final Duration patience;
    private final Progress progress;
    private final Map<String, Object> settings;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;

    /** Takes a record. */
    @FunctionalInterface
    interface Handler {
        void take(ConsumerRecord<byte[], byte[]> record) throws AuditException;
    }

    /** @param patience how long the reading may stand still */
    TopicReader(Map<String, ?> kafka, String topic, Duration patience, Progress progress) {
        this.topic = topic;
        this.patience = patience;
        this.progress = progress;
        this.settings = new HashMap<>(kafka);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        Map<String, Object> consuming = new HashMap<>(settings);
        consuming.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        consuming.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        consuming.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        consuming.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        consuming.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        this.consumer = new KafkaConsumer<>(consuming, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    String topic() {
        return topic;
    }

    int partitions() {
        return partitions.size();
    }

    /** First offset that is kept, by partition. */
    Map<Integer, Long> begins() {
        return byPartition(consumer.beginningOffsets(partitions));
    }

    /** End of what is committed, by partition. */
    Map<Integer, Long> ends() {
        return byPartition(consumer.endOffsets(partitions));
    }

    /**
     * The same once the transactions that are open now have ended: a commit shows in one topic before it shows in another. A
     * transaction that nobody ends is not waited for longer than the patience.
     */
    Map<Integer, Long> settledEnds() throws AuditException, InterruptedException {
        Map<Integer, Long> written = written();
        long deadline = System.nanoTime() + patience.toNanos();
        Map<Integer, Long> ends = ends();
        while (ends.entrySet().stream().anyMatch(end -> end.getValue() < written.getOrDefault(end.getKey(), 0L))
                && System.nanoTime() < deadline) {
            Thread.sleep(PAUSE_MILLIS);
            ends = ends();
        }
        return ends;
    }

    private Map<Integer, Long> written() throws AuditException, InterruptedException {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        partitions.forEach(partition -> wanted.put(partition, OffsetSpec.latest()));
        try (Admin admin = Admin.create(settings)) {
            Map<Integer, Long> offsets = new HashMap<>();
            Map<TopicPartition, ListOffsetsResultInfo> listed = Waiting.get(
                    admin.listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                            .all(),
                    patience,
                    "the ends of topic " + topic);
            listed.forEach((partition, info) -> offsets.put(partition.partition(), info.offset()));
            return offsets;
        }
    }

    /** Reads on in all partitions at least up to the given offsets; each record is told once. */
    void readTo(Map<Integer, Long> ends, Handler handler) throws AuditException {
        read(ends, handler);
    }

    /** Reads one partition from an offset, or the first that is kept, up to another. */
    void read(int partition, long from, long to, Handler handler) throws AuditException {
        TopicPartition one = new TopicPartition(topic, partition);
        consumer.assign(List.of(one));
        consumer.seek(one, from);
        read(Map.of(partition, to), record -> {
            if (record.offset() < to) {
                handler.take(record);
            }
        });
    }

    /** The first record of a partition from one offset on and before another; control records do not count. */
    Optional<ConsumerRecord<byte[], byte[]>> first(int partition, long from, long to) throws AuditException {
        TopicPartition one = new TopicPartition(topic, partition);
        consumer.assign(List.of(one));
        consumer.seek(one, from);
        long begun = System.nanoTime();
        while (consumer.position(one) < to) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                return record.offset() < to ? Optional.of(record) : Optional.empty();
            }
            if (System.nanoTime() - begun > patience.toNanos()) {
                throw standsStill(to - consumer.position(one), to - from);
            }
        }
        return Optional.empty();
    }

    private void read(Map<Integer, Long> ends, Handler handler) throws AuditException {
        long begun = left(ends);
        long moved = System.nanoTime();
        for (long left = begun, before = Long.MAX_VALUE; left > 0; left = left(ends)) {
            if (left < before) {
                before = left;
                moved = System.nanoTime();
            } else if (System.nanoTime() - moved > patience.toNanos()) {
                throw standsStill(left, begun);
            }
            progress.read(topic, begun - left, begun);
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                handler.take(record);
            }
        }
        if (begun > 0) {
            progress.read(topic, begun, begun);
        }
    }

    private AuditException standsStill(long left, long all) {
        return new AuditException(
                "topic %s cannot be read to its end: %,d of %,d offsets are left and no record came for %d s. Is each broker up?"
                        .formatted(topic, left, all, patience.toSeconds()));
    }

    private long left(Map<Integer, Long> ends) {
        return consumer.assignment().stream()
                .mapToLong(partition ->
                        Math.max(0, ends.getOrDefault(partition.partition(), 0L) - consumer.position(partition)))
                .sum();
    }

    private static Map<Integer, Long> byPartition(Map<TopicPartition, Long> offsets) {
        Map<Integer, Long> byPartition = new HashMap<>();
        offsets.forEach((partition, offset) -> byPartition.put(partition.partition(), offset));
        return byPartition;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
