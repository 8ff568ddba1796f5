package io.wattledger.standalone.torture;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends the stream from a thread of its own until it is closed. Whatever Kafka does not acknowledge is sent again, as an
 * application would: the first copy may be there all the same.
 */
final class Feeder implements AutoCloseable {

    private static final int MAX_IN_FLIGHT = 20_000;
    private static final int TICK_MILLIS = 5;
    private static final Duration DELIVERY = Duration.ofMinutes(10);

    private final String topic;
    private final EventStream stream;
    private final Rhythm rhythm;
    private final Ledger ledger;
    private final Producer<byte[], byte[]> keyed;
    private final Producer<byte[], byte[]> keyless;
    private final Queue<Sending> first = new ConcurrentLinkedQueue<>();
    private final Semaphore room = new Semaphore(MAX_IN_FLIGHT);
    /** Accepted here and not yet acknowledged by Kafka. */
    private final AtomicLong pending = new AtomicLong();

    private final Thread thread = new Thread(this::run, "feeder");
    private volatile Duration behind;
    private volatile boolean drawing = true;
    private volatile boolean closed;
    private volatile @Nullable RuntimeException failure;
    private final AtomicLong drawn = new AtomicLong();

    private volatile long due;

    /** @param behind how long ago its first events occurred, about */
    Feeder(String bootstrapServers, String topic, EventStream stream, Rhythm rhythm, Ledger ledger, Duration behind) {
        this.topic = topic;
        this.stream = stream;
        this.rhythm = rhythm;
        this.ledger = ledger;
        this.behind = behind;
        this.keyed = producer(bootstrapServers, Map.of());
        this.keyless = producer(
                bootstrapServers,
                Map.of(ProducerConfig.PARTITIONER_CLASS_CONFIG, RoundRobinPartitioner.class.getName()));
        thread.setDaemon(true);
    }

    private static Producer<byte[], byte[]> producer(String bootstrapServers, Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DELIVERY.toMillis());
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, DELIVERY.toMillis());
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    void start() {
        thread.start();
    }

    /** Sends these before anything else, and waits until Kafka has them; further events occur now. */
    void pour(Collection<Sending> sendings, Duration limit) throws InterruptedException, TortureException {
        pending.addAndGet(sendings.size());
        first.addAll(sendings);
        long deadline = System.nanoTime() + limit.toNanos();
        while (!first.isEmpty()) {
            checkSending();
            if (System.nanoTime() > deadline) {
                throw new TortureException("the backlog could not be sent within " + limit.toSeconds() + " s");
            }
            Thread.sleep(TICK_MILLIS);
        }
        keyed.flush();
        keyless.flush();
        behind = Duration.ZERO;
    }

    /** Draws no more events, sends what is owed, and waits until Kafka has all of it. */
    void finish(Duration limit) throws InterruptedException, TortureException {
        drawing = false;
        thread.join(limit.toMillis());
        checkFailure();
        if (thread.isAlive() || pending.get() > 0) {
            throw new TortureException(
                    "%d records were not acknowledged within %d s".formatted(pending.get(), limit.toSeconds()));
        }
    }

    private void checkFailure() throws TortureException {
        RuntimeException cause = failure;
        if (cause != null) {
            throw new TortureException("the feeding ended by itself: " + cause, cause);
        }
    }

    private void checkSending() throws TortureException {
        checkFailure();
        if (!thread.isAlive()) {
            throw new TortureException("the feeding has ended");
        }
    }

    /** Events of the stream, second copies aside, that were drawn, and that the rhythm asked for until the drawing ended. */
    Drawn drawn() {
        return new Drawn(drawn.get(), due);
    }

    /** How far the stream kept up with its rhythm. */
    record Drawn(long events, long due) {

        private static final double LEAST = 0.9;

        /** A load that was hardly there proves little. */
        Optional<String> complaint() {
            return events >= LEAST * due
                    ? Optional.empty()
                    : Optional.of("only %d of the %d events that were due were sent".formatted(events, due));
        }
    }

    private void run() {
        try {
            feed();
        } catch (InterruptedException e) {
            // Closed.
        } catch (RuntimeException e) {
            if (!closed) {
                failure = e;
            }
        }
    }

    private void feed() throws InterruptedException {
        long begun = System.nanoTime();
        while (!closed) {
            Optional<Sending> next = Optional.ofNullable(first.poll())
                    .or(() -> stream.dueRetry(Instant.now()).map(this::accepted));
            if (next.isPresent()) {
                send(next.get());
            } else if (!drawing) {
                due(begun);
                sendRemaining();
                return;
            } else if (drawn.get() < due(begun)) {
                drawn.incrementAndGet();
                send(accepted(stream.next(Instant.now(), behind)));
            } else {
                Thread.sleep(TICK_MILLIS);
            }
        }
    }

    private long due(long begun) {
        due = rhythm.due(System.nanoTime() - begun);
        return due;
    }

    /** The second copies that are not due yet come early; then everything that failed, until nothing is owed. */
    private void sendRemaining() throws InterruptedException {
        for (Sending sending : stream.remainingRetries()) {
            send(accepted(sending));
        }
        while (!closed && pending.get() > 0) {
            Sending again = first.poll();
            if (again == null) {
                Thread.sleep(TICK_MILLIS);
            } else {
                send(again);
            }
        }
    }

    private Sending accepted(Sending sending) {
        pending.incrementAndGet();
        return sending;
    }

    private void send(Sending sending) throws InterruptedException {
        while (!room.tryAcquire(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
            if (closed) {
                return;
            }
        }
        ledger.sent(sending);
        Integer partition =
                sending.partition().isPresent() ? sending.partition().getAsInt() : null;
        var record = new ProducerRecord<>(
                topic, partition, sending.key().orElse(null), sending.value().orElse(null));
        try {
            var unused = (sending.keyless() ? keyless : keyed).send(record, (metadata, failure) -> {
                room.release();
                if (failure == null) {
                    ledger.acknowledged(sending);
                    pending.decrementAndGet();
                } else {
                    again(sending);
                }
            });
        } catch (KafkaException e) {
            room.release();
            if (Thread.interrupted()) {
                throw new InterruptedException(e.getMessage());
            }
            again(sending);
        }
    }

    private void again(Sending sending) {
        ledger.sentAgain();
        first.add(sending);
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        keyed.close(Duration.ZERO);
        keyless.close(Duration.ZERO);
    }
}
