package io.wattledger.ingest;

import io.wattledger.rights.Refusals;
import io.wattledger.schemas.Topic;
import io.wattledger.topology.Keyless;
import io.wattledger.v1.InferenceEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands events to Kafka on a thread of its own, the only one that may have to wait for brokers or the registry. When it waited in
 * vain, all that stood behind it is answered at once instead of waiting as long again.
 */
final class Outbox implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);
    private static final String AGAIN = "; send it again, it counts once";

    /** An event, or the end of them. */
    private record Waiting(Optional<Verdict.Write> write, CompletableFuture<Delivery> delivery) {}

    private final LastingProducer producer;
    private final Topic<byte[], InferenceEvent> topic;
    private final Refusals refusals;
    private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::run, "ingest-outbox");
    private volatile boolean failing;
    private boolean closed;

    Outbox(LastingProducer producer, Topic<byte[], InferenceEvent> topic, Refusals refusals) {
        this.producer = producer;
        this.topic = topic;
        this.refusals = refusals;
        thread.setDaemon(true);
        thread.start();
    }

    /** Does not wait. What it gives completes on a thread that must not be held up, and never with an exception. */
    CompletableFuture<Delivery> send(Verdict.Write write) {
        Waiting waiting = new Waiting(Optional.of(write), new CompletableFuture<>());
        synchronized (this) {
            if (!closed) {
                queue.add(waiting);
                return waiting.delivery();
            }
        }
        waiting.delivery().complete(new Delivery.Unconfirmed("the instance stops" + AGAIN));
        return waiting.delivery();
    }

    /** Whether the last that was heard of Kafka is that it did not confirm an event. */
    boolean failing() {
        return failing;
    }

    private void run() {
        try {
            while (true) {
                Waiting next = queue.take();
                if (next.write().isEmpty()) {
                    return;
                }
                handOver(next, next.write().get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end();
            giveUpQueue("the instance stops" + AGAIN);
        }
    }

    private void handOver(Waiting waiting, Verdict.Write write) {
        try {
            byte[] value = topic.value().serializer().serialize(topic.name(), write.written());
            producer.send(
                    new ProducerRecord<>(topic.name(), Keyless.key(write.event()), value),
                    problem -> answered(waiting.delivery(), problem));
        } catch (RuntimeException e) {
            answered(waiting.delivery(), Optional.of(e));
        }
        if (waiting.delivery().getNow(new Delivery.Written()) instanceof Delivery.Unconfirmed unconfirmed) {
            giveUpQueue(unconfirmed.detail());
        }
    }

    private void answered(CompletableFuture<Delivery> delivery, Optional<Exception> refused) {
        if (refused.isEmpty()) {
            if (failing) {
                failing = false;
                LOG.info("Kafka confirms events again");
            }
            delivery.complete(new Delivery.Written());
            return;
        }
        Exception problem = refused.get();
        if (problem instanceof RecordTooLargeException) {
            delivery.complete(new Delivery.TooLarge("the event is larger than Kafka takes: " + problem.getMessage()));
        } else {
            if (!failing) {
                failing = true;
                LOG.warn(
                        "events cannot be written to {}, their senders are told to send them again: {}",
                        topic.name(),
                        refusals.of(problem).orElseGet(problem::toString));
            }
            delivery.complete(new Delivery.Unconfirmed(
                    "it was not confirmed (" + problem.getClass().getSimpleName() + ")" + AGAIN));
        }
    }

    private void giveUpQueue(String why) {
        List<Waiting> left = new ArrayList<>();
        queue.drainTo(left);
        for (Waiting each : left) {
            if (each.write().isEmpty()) {
                queue.add(each);
            }
            each.delivery().complete(new Delivery.Unconfirmed(why));
        }
    }

    private synchronized void end() {
        if (!closed) {
            closed = true;
            queue.add(new Waiting(Optional.empty(), new CompletableFuture<>()));
        }
    }

    /** Writes what waits, for five seconds at most; what is not confirmed by then is answered so. */
    @Override
    public void close() {
        long deadline = System.nanoTime() + CLOSE_LIMIT.toNanos();
        end();
        try {
            thread.join(CLOSE_LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        giveUpQueue("the instance stops" + AGAIN);
    }
}
