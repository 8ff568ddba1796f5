package io.wattledger.standalone.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads what is committed in a topic, record by record, to the end that it has when the reading begins. */
public final class TopicScan {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int FETCH_BYTES = 4 << 20;
    private static final byte[] NOTHING = {};

    private final Map<String, Object> settings;
    private final Progress progress;

    public TopicScan(Map<String, ?> kafka, Progress progress) {
        this.settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        // It reads partitions that it is told, as a member of no group.
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        this.progress = progress;
    }

    /**
     * What was there to read.
     *
     * @param starts offset of each partition at which the reading began
     * @param ends offset of each partition at which it ended
     * @param forgotten the partitions that began there because the topic holds nothing earlier any more
     */
    public record Extent(
            Map<TopicPartition, Long> starts, Map<TopicPartition, Long> ends, List<TopicPartition> forgotten) {}

    /**
     * Reads all of a topic, or until the visitor says false.
     *
     * @throws TopicException if the reading stands still
     */
    public void all(String topic, Predicate<ConsumerRecord<byte[], byte[]>> visitor) {
        Extent unused = read(Map.of(topic, Optional.empty()), Map.of(), new ByteArrayDeserializer(), visitor);
    }

    /**
     * Reads the headers of the records from a time on; keys and values are not there.
     *
     * @throws TopicException if the reading stands still
     */
    public Extent headers(String topic, Instant from, Predicate<ConsumerRecord<byte[], byte[]>> visitor) {
        return read(Map.of(topic, Optional.of(from)), Map.of(), (name, bytes) -> NOTHING, visitor);
    }

    /**
     * Reads some topics, all up to the ends that they have at one moment.
     *
     * @param from the time from which on each topic is read; empty: from its beginning
     * @param until offsets at which partitions end, where that is earlier
     * @throws TopicException if the reading stands still
     */
    public Extent topics(
            Map<String, Optional<Instant>> from,
            Map<TopicPartition, Long> until,
            Consumer<ConsumerRecord<byte[], byte[]>> visitor) {
        return read(from, until, new ByteArrayDeserializer(), record -> {
            visitor.accept(record);
            return true;
        });
    }

    /**
     * Waits until everything that lies in a topic now is committed or aborted: what a transaction that is open hides, what was
     * committed behind its beginning too, cannot be read.
     *
     * @throws TopicException if a transaction stays open
     */
    public void awaitSettled(String topic) throws InterruptedException {
        Map<String, Object> all = new HashMap<>(settings);
        all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        try (var committed = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
                var written = new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = committed.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = written.endOffsets(partitions);
            long begun = System.nanoTime();
            for (Optional<TopicPartition> open = open(committed, ends);
                    open.isPresent();
                    open = open(committed, ends)) {
                if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                    throw new TopicException(
                            "a producer's transaction in %s has been open for %d s and hides what came after it, so nobody can tell what was sent back before; nothing was sent. 'kafka-transactions.sh find-hanging' names it"
                                    .formatted(open.get(), PATIENCE.toSeconds()));
                }
                Thread.sleep(POLL.toMillis());
            }
        }
    }

    private static Optional<TopicPartition> open(
            KafkaConsumer<byte[], byte[]> committed, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> stable = committed.endOffsets(ends.keySet());
        return ends.entrySet().stream()
                .filter(end -> stable.getOrDefault(end.getKey(), 0L) < end.getValue())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private Extent read(
            Map<String, Optional<Instant>> from,
            Map<TopicPartition, Long> until,
            Deserializer<byte[]> deserializer,
            Predicate<ConsumerRecord<byte[], byte[]>> visitor) {
        try (var consumer = new KafkaConsumer<>(settings, deserializer, deserializer)) {
            List<TopicPartition> partitions = from.keySet().stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
            until.forEach((partition, end) -> ends.computeIfPresent(partition, (p, known) -> Math.min(known, end)));
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> starts = starts(consumer, begins, ends, from);
            starts.forEach(consumer::seek);
            follow(String.join(", ", from.keySet()), consumer, ends, visitor);
            List<TopicPartition> forgotten = begins.entrySet().stream()
                    .filter(begin -> begin.getValue() > 0 && begin.getValue().equals(starts.get(begin.getKey())))
                    .map(Map.Entry::getKey)
                    .toList();
            return new Extent(starts, ends, forgotten);
        }
    }

    private static Map<TopicPartition, Long> starts(
            KafkaConsumer<byte[], byte[]> consumer,
            Map<TopicPartition, Long> begins,
            Map<TopicPartition, Long> ends,
            Map<String, Optional<Instant>> from) {
        Map<TopicPartition, Long> starts = new HashMap<>(begins);
        Map<TopicPartition, Long> times = new HashMap<>();
        begins.keySet().forEach(partition -> from.getOrDefault(partition.topic(), Optional.empty())
                .ifPresent(time -> times.put(partition, time.toEpochMilli())));
        consumer.offsetsForTimes(times)
                .forEach((partition, found) ->
                        starts.put(partition, found == null ? ends.getOrDefault(partition, 0L) : found.offset()));
        return starts;
    }

    private void follow(
            String topic,
            KafkaConsumer<byte[], byte[]> consumer,
            Map<TopicPartition, Long> ends,
            Predicate<ConsumerRecord<byte[], byte[]>> visitor) {
        long total = left(consumer, ends);
        long moved = System.nanoTime();
        for (long left = total, before = Long.MAX_VALUE; left > 0; left = left(consumer, ends)) {
            if (left < before) {
                before = left;
                moved = System.nanoTime();
            } else if (System.nanoTime() - moved > PATIENCE.toNanos()) {
                throw new TopicException(
                        "topic %s cannot be read to its end: %d of %d records are left and none came for %d s. Is each broker up?"
                                .formatted(topic, left, total, PATIENCE.toSeconds()));
            }
            progress.read(topic, total - left, total);
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() < end(ends, record) && !visitor.test(record)) {
                    progress.read(topic, total, total);
                    return;
                }
            }
        }
        progress.read(topic, total, total);
    }

    private static long end(Map<TopicPartition, Long> ends, ConsumerRecord<byte[], byte[]> record) {
        return ends.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L);
    }

    private static long left(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - consumer.position(end.getKey())))
                .sum();
    }
}
