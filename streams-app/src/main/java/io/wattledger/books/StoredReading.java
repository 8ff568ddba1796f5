package io.wattledger.books;

import io.wattledger.books.HistoryException.Why;
import io.wattledger.ledger.Window;
import io.wattledger.schemas.Topic;
import io.wattledger.topology.Records;
import io.wattledger.v1.FootprintKey;
import io.wattledger.v1.FootprintTotal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;

/** One reading of a topic of windows, to the end that it has when the reading begins. */
final class StoredReading {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final String ASK_LESS = ". Ask for a shorter time or longer windows, or use 'wattledger report'";

    private final Topic<FootprintKey, FootprintTotal> topic;
    private final Window window;
    private final long from;
    private final long to;
    private final HistoryLimits limits;
    private final long begunNanos = System.nanoTime();

    /** Many values are read for each one that counts. */
    private final Map<Bytes, byte[]> last = new HashMap<>();

    StoredReading(Topic<FootprintKey, FootprintTotal> topic, Window window, long from, long to, HistoryLimits limits) {
        this.topic = topic;
        this.window = window;
        this.from = from;
        this.to = to;
        this.limits = limits;
    }

    void all(Consumer<byte[], byte[]> kafka) throws HistoryException {
        List<TopicPartition> partitions = kafka.partitionsFor(topic.name(), left()).stream()
                .map(info -> new TopicPartition(topic.name(), info.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new HistoryException(
                    Why.UNAVAILABLE, "there is no topic " + topic.name() + "; an instance creates it when it starts");
        }
        kafka.assign(partitions);
        Map<TopicPartition, Long> ends = new HashMap<>(kafka.endOffsets(partitions, left()));
        seek(kafka, partitions);
        while (!ends.isEmpty()) {
            Duration left = left();
            for (ConsumerRecord<byte[], byte[]> record : kafka.poll(left.compareTo(POLL) < 0 ? left : POLL)) {
                if (record.offset() < ends.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L)) {
                    take(record);
                }
            }
            ends.entrySet().removeIf(end -> kafka.position(end.getKey()) >= end.getValue());
        }
    }

    /** Records of windows bear the start of their window as their time. */
    private void seek(Consumer<byte[], byte[]> kafka, List<TopicPartition> partitions) throws HistoryException {
        Map<TopicPartition, Long> since = new HashMap<>();
        partitions.forEach(partition -> since.put(partition, from));
        kafka.offsetsForTimes(since, left()).forEach((partition, first) -> {
            if (first == null) {
                kafka.seekToEnd(Set.of(partition));
            } else {
                kafka.seek(partition, first.offset());
            }
        });
    }

    private void take(ConsumerRecord<byte[], byte[]> record) throws HistoryException {
        if (record.key() == null || record.timestamp() < from || record.timestamp() >= to) {
            return;
        }
        Bytes key = Bytes.wrap(record.key());
        if (record.value() == null) {
            last.remove(key);
            return;
        }
        last.put(key, record.value());
        if (last.size() > limits.maxRows()) {
            throw new HistoryException(
                    Why.TOO_MUCH, "there are more than %,d %s%s".formatted(limits.maxRows(), asked(), ASK_LESS));
        }
    }

    private Duration left() throws HistoryException {
        Duration left = limits.reading().minusNanos(System.nanoTime() - begunNanos);
        if (left.isNegative() || left.isZero()) {
            throw new HistoryException(
                    Why.TOO_SLOW,
                    "the %s cannot be read within %d s%s"
                            .formatted(asked(), limits.reading().toSeconds(), ASK_LESS));
        }
        return left;
    }

    private String asked() {
        return "totals of windows of %s from %s to %s"
                .formatted(window.label(), Instant.ofEpochMilli(from), Instant.ofEpochMilli(to));
    }

    /**
     * What was read, once.
     *
     * @param knownFrom start of the first window that is known whole
     */
    WindowedBooks books(long knownFrom) throws HistoryException {
        SharedNames names = new SharedNames();
        List<WindowedBooks.Row> rows = new ArrayList<>(last.size());
        // Each is let go when it is decoded, so that both never are in memory.
        for (var each = last.entrySet().iterator(); each.hasNext(); each.remove()) {
            Duration unused = left();
            Map.Entry<Bytes, byte[]> row = each.next();
            FootprintKey key = topic.key()
                    .deserializer()
                    .deserialize(topic.name(), row.getKey().get());
            long start = key.getWindowStart().toEpochMilli();
            if (start >= knownFrom) {
                rows.add(new WindowedBooks.Row(
                        start,
                        names.of(Records.dimensions(key)),
                        Records.total(topic.value().deserializer().deserialize(topic.name(), row.getValue()))));
            }
        }
        return new WindowedBooks(knownFrom, rows);
    }
}
