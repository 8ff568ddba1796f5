package io.wattledger.books;

import io.wattledger.ledger.Dimensions;
import io.wattledger.ledger.Total;
import io.wattledger.ledger.Window;
import io.wattledger.schemas.Topic;
import io.wattledger.schemas.Topics;
import io.wattledger.topology.Records;
import io.wattledger.v1.FootprintBudget;
import io.wattledger.v1.FootprintDimensions;
import io.wattledger.v1.FootprintKey;
import io.wattledger.v1.FootprintTotal;
import io.wattledger.v1.IntakeCount;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
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
 * Follows the committed counts and totals. Because it reads what was committed, and reads absolute values, a restart, an aborted
 * transaction or a replay never shows in a figure twice. It follows all partitions, so that any instance can show all books;
 * which of them are its own, and go with it to another instance, is asked for again and again.
 */
public final class CommittedBooks implements LiveBooks, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CommittedBooks.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LAGS_EVERY = Duration.ofSeconds(2);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    private final Map<String, Object> settings;
    private final Topic<String, IntakeCount> intake;
    private final Topic<FootprintDimensions, FootprintTotal> running;
    private final Topic<String, FootprintBudget> budgets;
    private final Map<String, Windowed> windowed;
    private final List<String> tables;
    private final Supplier<Owned> ask;
    private final Map<Integer, IntakeCount> counts = new ConcurrentHashMap<>();
    private final Map<Integer, Map<Bytes, Series>> totals = new ConcurrentHashMap<>();
    private final Map<Integer, Map<Bytes, BudgetMonth>> months = new ConcurrentHashMap<>();
    private final WindowHistory history;
    private final Published published;
    private final StoredWindows stored;
    private final SharedNames names = new SharedNames();
    private final Thread thread = new Thread(this::run, "committed-books");
    private volatile Owned owned = new Owned(Set.of(), Set.of(), Map.of());
    private volatile List<OwnBooks.Lag> lags = List.of();
    private volatile boolean caughtUp;
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

    /** A topic of windows. */
    private record Windowed(Window window, Topic<FootprintKey, FootprintTotal> topic) {}

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
     * @param maxWindowRows rows of windows that are held in memory; 0: windows are not followed
     * @param limits of answers about windows that are not
     * @param owned asked again and again; may block no longer than a moment
     */
    public CommittedBooks(
            Map<String, ?> kafka, Topics topics, int maxWindowRows, HistoryLimits limits, Supplier<Owned> owned) {
        this.settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        // It follows partitions that it is told, as a member of no group.
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        this.intake = topics.intake();
        this.running = topics.running();
        this.budgets = topics.budgets();
        this.windowed = maxWindowRows == 0
                ? Map.of()
                : Map.of(
                        topics.minutes().name(),
                        new Windowed(Window.MINUTE, topics.minutes()),
                        topics.hours().name(),
                        new Windowed(Window.HOUR, topics.hours()),
                        topics.days().name(),
                        new Windowed(Window.DAY, topics.days()));
        this.tables = List.of(topics.costs().name(), topics.sites().name());
        this.history = new WindowHistory(maxWindowRows);
        this.published = new Published(topics);
        this.stored = StoredWindows.of(settings, topics, limits);
        this.ask = owned;
        thread.setDaemon(true);
    }

    /** Begins to follow. */
    public void start() {
        thread.start();
    }

    @Override
    public Books all() {
        if (!caughtUp) {
            return Books.NONE;
        }
        Map<Dimensions, Total> all = new HashMap<>();
        // A team's totals lie in one partition, so the keys of partitions are disjoint.
        totals.values().forEach(partition -> partition.values().forEach(each -> all.put(each.dimensions, total(each))));
        Map<Integer, Long> nextOffsets = new HashMap<>();
        counts.forEach((partition, count) -> nextOffsets.put(partition, count.getNextOffset()));
        return new Books(
                Counts.sum(counts.values().stream().map(Counts::of).toList()),
                Collections.unmodifiableMap(all),
                Map.copyOf(nextOffsets));
    }

    @Override
    public Optional<OwnBooks> own() {
        if (!caughtUp) {
            return Optional.empty();
        }
        Owned now = owned;
        Map<Integer, Counts> ownCounts = new HashMap<>();
        counts.forEach((partition, count) -> {
            if (now.events().contains(partition)) {
                ownCounts.put(partition, Counts.of(count));
            }
        });
        Map<Integer, Map<Dimensions, Total>> ownTotals = new HashMap<>();
        totals.forEach((partition, rows) -> {
            if (now.journal().contains(partition)) {
                Map<Dimensions, Total> own = new HashMap<>();
                rows.values().forEach(each -> own.put(each.dimensions, total(each)));
                ownTotals.put(partition, own);
            }
        });
        List<BudgetMonth> ownMonths = new ArrayList<>();
        months.forEach((partition, rows) -> {
            if (now.journal().contains(partition)) {
                ownMonths.addAll(rows.values());
            }
        });
        // It may have begun anew meanwhile.
        return caughtUp ? Optional.of(new OwnBooks(ownCounts, ownTotals, lags, ownMonths)) : Optional.empty();
    }

    @Override
    public Optional<List<OwnBooks.Lag>> lags() {
        return caughtUp ? Optional.of(lags) : Optional.empty();
    }

    @Override
    public WindowedBooks windows(Window length, long from, long to) {
        return windows(length, from, to, partition -> true);
    }

    @Override
    public WindowedBooks ownWindows(Window length, long from, long to) {
        return windows(length, from, to, owned.journal()::contains);
    }

    @Override
    public WindowedBooks stored(Window length, long from, long to) throws HistoryException {
        return stored.between(length, from, to);
    }

    @Override
    public List<BudgetMonth> months() {
        List<BudgetMonth> all = new ArrayList<>();
        if (caughtUp) {
            months.values().forEach(rows -> all.addAll(rows.values()));
        }
        return all;
    }

    private WindowedBooks windows(Window length, long from, long to, IntPredicate partition) {
        return caughtUp && !windowed.isEmpty()
                ? history.between(length, from, to, partition, this::total)
                : WindowedBooks.unknownUntil(to);
    }

    @Override
    public Published published() {
        return published;
    }

    @Override
    public void close() {
        stopping = true;
        stored.close();
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
        // A new consumer reads from the beginning. Nothing is shown until it knows what the one before knew: a figure
        // that falls would look like one that began again.
        caughtUp = false;
        counts.clear();
        totals.clear();
        months.clear();
        names.clear();
        history.clear();
        published.clear();
        Map<TopicPartition, Long> toRead = assign(kafka);
        while (!stopping) {
            owned = ask.get();
            measureLags(kafka, owned.committed());
            kafka.poll(POLL).forEach(this::take);
            history.forget(System.currentTimeMillis());
            months.values().forEach(rows -> rows.values()
                    .removeIf(month -> !month.end().isAfter(Instant.now())));
            if (!caughtUp) {
                toRead.entrySet().removeIf(end -> kafka.position(end.getKey()) >= end.getValue());
                caughtUp = toRead.isEmpty();
            }
        }
    }

    /** Takes all partitions: compacted topics from their beginning, windows from the first that is of interest. */
    private Map<TopicPartition, Long> assign(Consumer<byte[], byte[]> kafka) {
        Set<TopicPartition> whole = new HashSet<>();
        Stream.concat(Stream.of(intake.name(), running.name(), budgets.name()), tables.stream())
                .forEach(topic -> whole.addAll(partitions(kafka, topic)));
        Map<TopicPartition, Long> since = new HashMap<>();
        windowed.forEach((topic, each) -> partitions(kafka, topic)
                .forEach(partition ->
                        since.put(partition, WindowHistory.begin(each.window(), System.currentTimeMillis()))));
        Set<TopicPartition> everything = new HashSet<>(whole);
        everything.addAll(since.keySet());
        kafka.assign(everything);
        kafka.seekToBeginning(whole);
        // Records of windows bear the start of their window as their time.
        kafka.offsetsForTimes(since).forEach((partition, first) -> {
            if (first == null) {
                kafka.seekToEnd(Set.of(partition));
            } else {
                kafka.seek(partition, first.offset());
            }
        });
        return new HashMap<>(kafka.endOffsets(everything));
    }

    private static List<TopicPartition> partitions(Consumer<?, ?> kafka, String topic) {
        return kafka.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
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
                .map(each -> new OwnBooks.Lag(
                        each.getKey().topic(),
                        each.getKey().partition(),
                        Math.max(0, ends.getOrDefault(each.getKey(), 0L) - each.getValue())))
                .toList();
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            // We write no such record: a stranger's must not end the reading.
            return;
        }
        if (tables.contains(record.topic())) {
            published.take(record);
        } else if (record.value() == null) {
            LOG.debug("{}-{} at {} deletes what we never delete", record.topic(), record.partition(), record.offset());
        } else if (record.topic().equals(intake.name())) {
            counts.put(record.partition(), intake.value().deserializer().deserialize(record.topic(), record.value()));
        } else if (record.topic().equals(running.name())) {
            takeRunning(record);
        } else if (record.topic().equals(budgets.name())) {
            months.computeIfAbsent(record.partition(), p -> new ConcurrentHashMap<>())
                    .put(
                            Bytes.wrap(record.key()),
                            BudgetMonth.of(budgets.value().deserializer().deserialize(record.topic(), record.value())));
        } else {
            takeWindow(Objects.requireNonNull(windowed.get(record.topic())), record);
        }
    }

    private void takeRunning(ConsumerRecord<byte[], byte[]> record) {
        Map<Bytes, Series> partition = totals.computeIfAbsent(record.partition(), p -> new ConcurrentHashMap<>());
        Bytes key = Bytes.wrap(record.key());
        Series known = partition.get(key);
        if (known == null) {
            FootprintDimensions of = running.key().deserializer().deserialize(running.name(), record.key());
            partition.put(key, new Series(names.of(Records.dimensions(of)), record.value()));
        } else {
            known.total = record.value();
        }
    }

    private void takeWindow(Windowed to, ConsumerRecord<byte[], byte[]> record) {
        history.put(
                to.window(),
                record.timestamp(),
                record.partition(),
                Bytes.wrap(record.key()),
                record.value(),
                () -> names.of(
                        Records.dimensions(to.topic().key().deserializer().deserialize(record.topic(), record.key()))));
    }

    private Total total(Series series) {
        return total(series.total);
    }

    private Total total(byte[] bytes) {
        return Records.total(running.value().deserializer().deserialize(running.name(), bytes));
    }

    private static void pause(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
