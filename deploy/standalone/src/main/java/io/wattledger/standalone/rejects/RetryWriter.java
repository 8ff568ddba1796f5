package io.wattledger.standalone.rejects;

import io.wattledger.config.Config;
import io.wattledger.rights.Refusals;
import io.wattledger.standalone.kafka.Connection;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes events in one transaction. It is opened before anybody looks what was sent before: whoever opens one later fences this
 * one, so that two retries at a time do not both send.
 */
final class RetryWriter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RetryWriter.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);
    private static final String BLOCK_MILLIS = "30000";

    private final String transactionalId;
    private final Refusals refusals;
    private final Producer<byte[], byte[]> producer;
    private final AtomicReference<RejectsException> failed = new AtomicReference<>();
    private boolean open;

    private RetryWriter(String transactionalId, Refusals refusals, Producer<byte[], byte[]> producer) {
        this.transactionalId = transactionalId;
        this.refusals = refusals;
        this.producer = producer;
    }

    /** Opens a writer; those before it can write no more. */
    static RetryWriter open(Connection connection) throws RejectsException {
        Config config = connection.config();
        String transactionalId = config.app().id() + "-rejects-retry";
        Map<String, Object> settings = new HashMap<>(config.kafka());
        settings.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK_MILLIS);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        var writer = new RetryWriter(
                transactionalId,
                connection.refusals(),
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()));
        try {
            writer.producer.initTransactions();
            return writer;
        } catch (KafkaException e) {
            writer.close();
            throw writer.failure(e, "no transaction can be begun with transactional.id " + transactionalId);
        }
    }

    int partitions(String topic) {
        return producer.partitionsFor(topic).size();
    }

    void begin() throws RejectsException {
        try {
            producer.beginTransaction();
            open = true;
        } catch (KafkaException e) {
            throw failure(e, "nothing was sent");
        }
    }

    void send(String position, ProducerRecord<byte[], byte[]> record) {
        var unused = producer.send(record, (metadata, e) -> {
            if (e != null) {
                failed.compareAndSet(null, failure(e, "nothing was sent: " + position + " cannot be written"));
            }
        });
    }

    /**
     * Makes all that was sent visible at once.
     *
     * @throws RejectsException if nothing is, or Kafka does not tell
     */
    void commit() throws RejectsException {
        try {
            producer.flush();
            RejectsException first = failed.get();
            if (first != null) {
                throw first;
            }
            producer.commitTransaction();
            open = false;
        } catch (TimeoutException | InterruptException e) {
            // Once asked to commit, a transaction that Kafka does not answer for may be there: it must not be called
            // aborted.
            open = false;
            throw new RejectsException(
                    "Kafka did not answer whether the transaction is committed: all of it or nothing was sent back."
                            + " 'wattledger rejects list --open' shows which",
                    e);
        } catch (KafkaException e) {
            throw failure(e, "nothing was sent");
        }
    }

    private RejectsException failure(Throwable e, String what) {
        for (@Nullable Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProducerFencedException || cause instanceof InvalidProducerEpochException) {
                return new RejectsException(
                        ("another retry began after this one with the same transactional.id %s, and takes its place,"
                                        + " or this one took longer than kafka.transaction.timeout.ms (60000 unless set);"
                                        + " it sent nothing. Begin again to see what is left to do")
                                .formatted(transactionalId),
                        e);
            }
        }
        return new RejectsException("%s: %s".formatted(what, refusals.message(e)), e);
    }

    /** What is not aborted here is aborted by the next writer, or by Kafka when the transaction times out. */
    @Override
    public void close() {
        if (open) {
            try {
                producer.abortTransaction();
            } catch (KafkaException | IllegalStateException e) {
                LOG.debug("the transaction could not be aborted by its producer", e);
            }
        }
        producer.close(CLOSE_LIMIT);
    }
}
