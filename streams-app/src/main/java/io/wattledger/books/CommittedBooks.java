package io.wattledger.books;

import io.wattledger.ledger.Dimensions;
import io.wattledger.ledger.Total;
import io.wattledger.schemas.Topic;
import io.wattledger.schemas.Topics;
import io.wattledger.topology.Records;
import io.wattledger.v1.FootprintDimensions;
import io.wattledger.v1.FootprintTotal;
import io.wattledger.v1.IntakeCount;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Bytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the committed counts and running totals of the partitions that this instance works on. Because it reads what was
 * committed, and reads absolute values, a restart, an aborted transaction or a replay never shows in a figure twice; because it
 * follows its own partitions only, a series leaves an instance together with its partition.
 */
public final class CommittedBooks implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CommittedBooks.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LAGS_EVERY = Duration.ofSeconds(2);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    private final Map<String, Object> settings;
    private final Topic<String, IntakeCount> intake;
    private final Topic<FootprintDimensions, FootprintTotal> running;
    private final Supplier<Owned> owned;
    private final Map<TopicPartition, IntakeCount> counts = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Map<Bytes, Series>> totals = new ConcurrentHashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private final Thread thread = new Thread(this::run, "committed-books");
    private volatile List<Books.Lag> lags = List.of();
    private long lagsMeasuredNanos = System.nanoTime() - LAGS_EVERY.toNanos();
    private volatile boolean stopping;
    private volatile Optional<Consumer<byte[], byte[]>> consumer = Optional.empty();

    /**
     * The partitions that this instance works on.
     *
     * @param events partitions of inference-events
     * @param journal partitions of footprint-journal
     * @param committed of all partitions that it reads: the offset up to which its work is committed
     */
    public record Owned(Set<Integer> events, Set<Integer> journal, Map<TopicPartition, Long> committed) {}

    /** A running total as its record has it: many are written for each one that somebody looks at. */
    private static final class Series {
        private final Dimensions dimensions;
        private volatile byte[] total;

        Series(Dimensions dimensions, byte[] total) {
            this.dimensions = dimensions;
            this.total = total;
        }
    }

    /**
     * @param kafka settings of the Kafka client
     * @param owned asked again and again; may block no longer than a moment
     */
    public CommittedBooks(Map<String, ?> kafka, Topics topics, Supplier<Owned> owned) {
        this.settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        // It follows partitions that it is told, as a member of no group.
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        this.intake = topics.intake();
        this.running = topics.running();
        this.owned = owned;
        thread.setDaemon(true);
    }

    /** Begins to follow. */
    public void start() {
        thread.start();
    }

    /** The books as far as they were read. */
    public Books now() {
        Map<Dimensions, Total> all = new HashMap<>();
        // A team's totals lie in one partition, so the keys of partitions are disjoint.
        totals.values().forEach(partition -> partition.values().forEach(each -> all.put(each.dimensions, total(each))));
        Map<Integer, Long> nextOffsets = new HashMap<>();
        counts.values().forEach(count -> nextOffsets.put(count.getPartition(), count.getNextOffset()));
        return new Books(Counts.sum(counts.values()), Collections.unmodifiableMap(all), Map.copyOf(nextOffsets), lags);
    }

    @Override
    public void close() {
        stopping = true;
        consumer.ifPresent(Consumer::wakeup);
        try {
            thread.join(Duration.ofSeconds(5).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!stopping) {
            try (var kafka = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                consumer = Optional.of(kafka);
                follow(kafka);
            } catch (WakeupException e) {
                LOG.debug("asked to stop");
            } catch (KafkaException e) {
                LOG.warn("reading the committed books again in {}: {}", PAUSE_AFTER_FAILURE, e.getMessage());
                pause(PAUSE_AFTER_FAILURE);
            } finally {
                consumer = Optional.empty();
            }
        }
    }

    private void follow(Consumer<byte[], byte[]> kafka) {
        // A new consumer reads from the beginning, so what an earlier one knew must not linger.
        counts.clear();
        totals.clear();
        names.clear();
        while (!stopping) {
            Owned now = owned.get();
            assign(kafka, now);
            measureLags(kafka, now.committed());
            if (kafka.assignment().isEmpty()) {
                pause(POLL);
                continue;
            }
            kafka.poll(POLL).forEach(this::take);
        }
    }

    /** From time to time; where the broker does not say what there is, nothing is said of the lag. */
    private void measureLags(Consumer<byte[], byte[]> kafka, Map<TopicPartition, Long> committed) {
        long now = System.nanoTime();
        if (now - lagsMeasuredNanos < LAGS_EVERY.toNanos()) {
            return;
        }
        lagsMeasuredNanos = now;
        Map<TopicPartition, Long> ends;
        try {
            ends = kafka.endOffsets(committed.keySet(), LAGS_EVERY);
        } catch (TimeoutException e) {
            LOG.debug("no ends within {}: {}", LAGS_EVERY, e.getMessage());
            lags = List.of();
            return;
        }
        lags = committed.entrySet().stream()
                .map(each -> new Books.Lag(
                        each.getKey().topic(),
                        each.getKey().partition(),
                        Math.max(0, ends.getOrDefault(each.getKey(), 0L) - each.getValue())))
                .toList();
    }

    private void assign(Consumer<byte[], byte[]> kafka, Owned now) {
        Set<TopicPartition> wanted = new HashSet<>();
        now.events().forEach(partition -> wanted.add(new TopicPartition(intake.name(), partition)));
        now.journal().forEach(partition -> wanted.add(new TopicPartition(running.name(), partition)));
        Set<TopicPartition> before = Set.copyOf(kafka.assignment());
        if (before.equals(wanted)) {
            return;
        }
        kafka.assign(wanted);
        wanted.stream()
                .filter(partition -> !before.contains(partition))
                .forEach(partition -> kafka.seekToBeginning(Set.of(partition)));
        counts.keySet().retainAll(wanted);
        totals.keySet().retainAll(wanted);
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null || record.value() == null) {
            // We write no such record: a stranger's must not end the reading.
            return;
        }
        var partition = new TopicPartition(record.topic(), record.partition());
        if (record.topic().equals(intake.name())) {
            counts.put(partition, intake.value().deserializer().deserialize(record.topic(), record.value()));
        } else {
            Map<Bytes, Series> partitionTotals = totals.computeIfAbsent(partition, p -> new ConcurrentHashMap<>());
            Bytes key = Bytes.wrap(record.key());
            Series known = partitionTotals.get(key);
            if (known == null) {
                partitionTotals.put(key, new Series(dimensions(record.key()), record.value()));
            } else {
                known.total = record.value();
            }
        }
    }

    /** Few names are in the dimensions of many totals. */
    private Dimensions dimensions(byte[] key) {
        Dimensions read = Records.dimensions(running.key().deserializer().deserialize(running.name(), key));
        return new Dimensions(
                shared(read.team()),
                read.project().map(this::shared),
                shared(read.modelId()),
                shared(read.gpu()),
                shared(read.region()));
    }

    private String shared(String name) {
        return names.computeIfAbsent(name, own -> own);
    }

    private Total total(Series series) {
        return Records.total(running.value().deserializer().deserialize(running.name(), series.total));
    }

    private static void pause(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
