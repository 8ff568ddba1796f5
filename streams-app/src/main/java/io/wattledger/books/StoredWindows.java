package io.wattledger.books;

import io.wattledger.books.HistoryException.Why;
import io.wattledger.ledger.Window;
import io.wattledger.schemas.Topic;
import io.wattledger.schemas.Topics;
import io.wattledger.v1.FootprintKey;
import io.wattledger.v1.FootprintTotal;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Windows of any age, as long as their topics keep them. Each question reads the topic anew with a consumer of its own, one
 * question at a time: what that costs is bounded, and nothing of it stays in memory.
 */
final class StoredWindows implements AutoCloseable {

    private static final int POLL_RECORDS = 5_000;
    private static final int FETCH_BYTES = 4 << 20;
    private static final Duration CLOSING = Duration.ofSeconds(1);

    /** A broker whose clock is ahead of ours deletes that much earlier. */
    private static final Duration CLOCKS = Duration.ofMinutes(1);

    private final Map<Window, Topic<FootprintKey, FootprintTotal>> topics;
    private final HistoryLimits limits;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final LongSupplier clock;
    private final Semaphore turn = new Semaphore(1, true);
    private volatile Optional<Consumer<byte[], byte[]>> reading = Optional.empty();
    private volatile boolean stopping;

    /** @param kafka settings of a consumer that reads what is committed, as a member of no group */
    static StoredWindows of(Map<String, Object> kafka, Topics topics, HistoryLimits limits) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return new StoredWindows(
                topics,
                limits,
                () -> new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                System::currentTimeMillis);
    }

    /**
     * @param consumers opens one that reads what is committed
     * @param clock milliseconds since the epoch
     */
    StoredWindows(
            Topics topics, HistoryLimits limits, Supplier<Consumer<byte[], byte[]>> consumers, LongSupplier clock) {
        this.topics = new EnumMap<>(
                Map.of(Window.MINUTE, topics.minutes(), Window.HOUR, topics.hours(), Window.DAY, topics.days()));
        this.limits = limits;
        this.consumers = consumers;
        this.clock = clock;
    }

    WindowedBooks between(Window length, long from, long to) throws HistoryException {
        long kept = knownFrom(length);
        if (from >= to || to <= kept) {
            return new WindowedBooks(kept, List.of());
        }
        awaitTurn();
        try {
            StoredReading read = read(length, Math.max(from, kept), to);
            // Meanwhile retention may have taken some.
            return read.books(knownFrom(length));
        } catch (WakeupException e) {
            throw stopped();
        } catch (KafkaException e) {
            throw new HistoryException(
                    Why.UNAVAILABLE,
                    "topic %s cannot be read: %s. Are Kafka and the registry up?"
                            .formatted(topic(length).name(), e.getMessage()),
                    e);
        } finally {
            turn.release();
        }
    }

    private StoredReading read(Window length, long from, long to) throws HistoryException {
        Consumer<byte[], byte[]> consumer = consumers.get();
        try {
            reading = Optional.of(consumer);
            if (stopping) {
                throw stopped();
            }
            StoredReading read = new StoredReading(topic(length), length, from, to, limits);
            read.all(consumer);
            return read;
        } finally {
            reading = Optional.empty();
            consumer.close(CloseOptions.timeout(CLOSING));
        }
    }

    private void awaitTurn() throws HistoryException {
        try {
            if (!turn.tryAcquire(limits.waiting().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new HistoryException(
                        Why.BUSY, "another question about older windows is being answered; ask again in a moment");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw stopped();
        }
    }

    private static HistoryException stopped() {
        return new HistoryException(Why.UNAVAILABLE, "the instance stops; ask another one");
    }

    /** Start of the first window that retention has certainly not begun to delete. */
    private long knownFrom(Window length) {
        return knownFrom(length, limits.retention(length), clock.getAsLong());
    }

    static long knownFrom(Window length, Duration retention, long now) {
        long kept = now - retention.minus(CLOCKS).toMillis();
        long window = length.start(kept);
        // A window bears its start as its time, so what began before goes, however long it lasted.
        return window == kept ? window : window + length.length().toMillis();
    }

    private Topic<FootprintKey, FootprintTotal> topic(Window length) {
        return Objects.requireNonNull(topics.get(length));
    }

    /** Ends a reading that is under way. */
    @Override
    public void close() {
        stopping = true;
        reading.ifPresent(Consumer::wakeup);
    }
}
