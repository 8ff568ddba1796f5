package io.wattledger.standalone.workload;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Sends one trace to a topic, once. The record key is the event's id, so that a second copy meets its first; the
 * record's timestamp is left to producer and topic, since event time lies in the event.
 *
 * <p>Retrying is the producer's own business (idempotent by default); a record that it gives up ends the replay.
 * {@link #progress()} and {@link #stop()} may be called from any thread.
 */
public final class Replayer {

    /** Records that may wait for Kafka's word at a time; the producer's buffer bounds their bytes. */
    static final int MAX_IN_FLIGHT = 32_768;

    /** Nearer than this a record is due: a sleep so short costs more than it delays. */
    private static final long SHORTEST_SLEEP_NANOS = 1_000_000;

    /** Longest time for which a stop or a failure goes unnoticed. */
    private static final long LONGEST_SLEEP_NANOS = 50_000_000;

    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final EventEncoder encoder;
    private final ReplayClock clock;

    private final Semaphore inFlight = new Semaphore(MAX_IN_FLIGHT);
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicLong submitted = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private volatile Optional<Failure> firstFailure = Optional.empty();
    private volatile boolean stopped;
    private volatile long total;
    private volatile long skippedLines;
    private volatile Duration traceTime = Duration.ZERO;
    private volatile Duration traceSpan = Duration.ZERO;

    private record Failure(Origin origin, String eventId, Exception cause) {}

    /** @param producer stays the caller's to close */
    public Replayer(Producer<byte[], byte[]> producer, String topic, EventEncoder encoder) {
        this(producer, topic, encoder, ReplayClock.system());
    }

    Replayer(Producer<byte[], byte[]> producer, String topic, EventEncoder encoder, ReplayClock clock) {
        this.producer = producer;
        this.topic = topic;
        this.encoder = encoder;
        this.clock = clock;
    }

    /**
     * Sends the trace and waits until Kafka has answered for every record sent. Returns early after {@link #stop()} or
     * an interrupt; then {@link ReplayProgress#complete()} is false.
     *
     * @throws ReplayException at the first record that cannot be sent
     * @throws TraceFormatException if the trace cannot be read
     */
    public ReplayProgress run(Trace trace, ReplayPlan plan) {
        if (!begun.compareAndSet(false, true)) {
            throw new IllegalStateException("a replayer replays once; make another");
        }
        Extent extent = trace.extent();
        total = extent.records();
        traceSpan = extent.span();
        boolean interrupted = false;
        try (TraceCursor cursor = trace.open()) {
            sendAll(cursor, extent, plan);
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            producer.flush();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        Optional<Failure> first = firstFailure;
        if (first.isPresent()) {
            throw describe(first.get());
        }
        return progress();
    }

    /** Sends no further record. {@link #run} returns when Kafka has answered for those already sent. */
    public void stop() {
        stopped = true;
    }

    /** How far the replay is; what it calls acknowledged, Kafka has. */
    public ReplayProgress progress() {
        // Answers are read before submissions, so that no snapshot shows more of them.
        long answeredWell = acknowledged.get();
        long answeredBadly = failed.get();
        return new ReplayProgress(
                total, submitted.get(), answeredWell, answeredBadly, skippedLines, traceTime, traceSpan);
    }

    private void sendAll(TraceCursor cursor, Extent extent, ReplayPlan plan) throws InterruptedException {
        Instant begin = clock.now();
        long beginNanos = clock.nanoTime();
        Duration shift = plan.shift().by(extent, plan.pace(), begin);
        for (long index = 0; goesOn() && cursor.hasNext(); index++) {
            TraceRecord record = cursor.next();
            skippedLines = cursor.skippedLines();
            Duration offset = Duration.between(extent.start(), record.at());
            if (awaitDue(beginNanos + plan.pace().dueNanos(index, offset)) && awaitRoom()) {
                send(record, plan.runId(), shift);
                traceTime = offset;
            }
        }
        skippedLines = cursor.skippedLines();
    }

    private boolean goesOn() {
        return !stopped && firstFailure.isEmpty();
    }

    /** Waits for a record's time; late ones are sent at once, which is how a delay is made good. */
    private boolean awaitDue(long dueNanos) throws InterruptedException {
        while (goesOn()) {
            long wait = dueNanos - clock.nanoTime();
            if (wait < SHORTEST_SLEEP_NANOS) {
                return true;
            }
            clock.sleep(Math.min(wait, LONGEST_SLEEP_NANOS));
        }
        return false;
    }

    private boolean awaitRoom() throws InterruptedException {
        while (goesOn()) {
            if (inFlight.tryAcquire() || inFlight.tryAcquire(LONGEST_SLEEP_NANOS, TimeUnit.NANOSECONDS)) {
                return true;
            }
        }
        return false;
    }

    private void send(TraceRecord record, String runId, Duration shift) throws InterruptedException {
        TraceRecord.Request request = record.request();
        Origin origin = request.origin();
        String eventId = request.id().in(runId);
        try {
            byte[] value = encoder.encode(Events.event(request, eventId, shift));
            if (record instanceof TraceRecord.Malformed malformed) {
                value = malformed.damage().to(value);
            }
            byte[] key = eventId.getBytes(StandardCharsets.UTF_8);
            submitted.incrementAndGet();
            // The callback is told whatever the future would be.
            var unused = producer.send(new ProducerRecord<>(topic, key, value), (metadata, exception) -> {
                inFlight.release();
                if (exception == null) {
                    acknowledged.incrementAndGet();
                } else {
                    fail(origin, eventId, exception);
                }
            });
        } catch (InterruptException e) {
            // The producer set the flag again; with it set, the flush would not wait.
            Thread.interrupted();
            submitted.decrementAndGet();
            throw new InterruptedException(e.getMessage());
        } catch (RuntimeException e) {
            fail(origin, eventId, e);
        }
    }

    private synchronized void fail(Origin origin, String eventId, Exception cause) {
        failed.incrementAndGet();
        if (firstFailure.isEmpty()) {
            firstFailure = Optional.of(new Failure(origin, eventId, cause));
        }
    }

    private ReplayException describe(Failure first) {
        String what = first.cause() instanceof KafkaException ? "was not taken by topic " + topic : "was not sent";
        return new ReplayException(
                first.origin() + " (event " + first.eventId() + ") " + what + ": "
                        + first.cause().getMessage() + "; " + acknowledged.get() + " of " + total
                        + " records are in Kafka: remove the cause and replay again",
                first.cause());
    }
}
