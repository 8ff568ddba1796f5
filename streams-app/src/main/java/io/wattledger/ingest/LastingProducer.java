package io.wattledger.ingest;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A producer that outlives itself. An idempotent one that Kafka once refused its number, because a right is missing or the password is
 * wrong, sends nothing any more, whatever is granted later: another one takes its place, now and then. One thread sends.
 */
final class LastingProducer {

    /** Longer than it takes to begin, so that a right that stays away costs next to nothing. */
    static final Duration BETWEEN = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(LastingProducer.class);

    private final Supplier<Producer<byte[], byte[]>> producers;
    private final LongSupplier nanoTime;
    private volatile Producer<byte[], byte[]> producer;
    private volatile boolean broken;
    private long begunNanos;

    /** @throws KafkaException if the first one cannot be opened */
    LastingProducer(Supplier<Producer<byte[], byte[]>> producers, LongSupplier nanoTime) {
        this.producers = producers;
        this.nanoTime = nanoTime;
        this.producer = producers.get();
        this.begunNanos = nanoTime.getAsLong();
    }

    /**
     * Sends a record.
     *
     * @param answered told the problem, or that there is none; not necessarily if this throws
     */
    void send(ProducerRecord<byte[], byte[]> record, Consumer<Optional<Exception>> answered) {
        if (broken && nanoTime.getAsLong() - begunNanos >= BETWEEN.toNanos()) {
            renew();
        }
        Producer<byte[], byte[]> sender = producer;
        try {
            var unused = sender.send(record, (metadata, problem) -> {
                note(sender, problem);
                answered.accept(Optional.ofNullable(problem));
            });
        } catch (RuntimeException e) {
            note(sender, e);
            throw e;
        }
    }

    private void renew() {
        begunNanos = nanoTime.getAsLong();
        Producer<byte[], byte[]> old = producer;
        producer = producers.get();
        broken = false;
        LOG.info("a new producer of events takes the place of one that could not go on");
        // What waits in it, it cannot send: it answers that it did not.
        old.close(Duration.ZERO);
    }

    private void note(Producer<byte[], byte[]> sender, Exception problem) {
        if (sender == producer && lasts(problem)) {
            broken = true;
        }
    }

    /** Whether the producer would answer so for ever. Of a right on a topic it asks again by itself. */
    private static boolean lasts(Exception problem) {
        return problem instanceof KafkaException
                && !(problem instanceof RetriableException)
                && !(problem instanceof TopicAuthorizationException)
                && !(problem instanceof RecordTooLargeException)
                && !(problem instanceof SerializationException);
    }

    void close(Duration limit) {
        producer.close(limit);
    }
}
