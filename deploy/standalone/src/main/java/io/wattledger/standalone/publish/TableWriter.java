package io.wattledger.standalone.publish;

import io.wattledger.rights.Refusals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes rows in one transaction. It is opened before the table is read: whoever opens one later fences this one, so that no
 * publisher writes over what another has written since it read.
 */
final class TableWriter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TableWriter.class);
    private static final String BLOCK_MILLIS = "30000";

    private final String transactionalId;
    private final Refusals refusals;
    private final Producer<byte[], byte[]> producer;
    private boolean unknown;

    private TableWriter(String transactionalId, Refusals refusals, Producer<byte[], byte[]> producer) {
        this.transactionalId = transactionalId;
        this.refusals = refusals;
        this.producer = producer;
    }

    /** A row as it goes into the topic. */
    record Row(String key, ProducerRecord<byte[], byte[]> record) {}

    /**
     * Opens a writer; those before it can write no more.
     *
     * @param kafka settings of the Kafka client
     * @param refusals words for what Kafka does not let it do
     */
    static TableWriter open(Map<String, ?> kafka, String transactionalId, Refusals refusals) throws PublishException {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK_MILLIS);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        var writer = new TableWriter(
                transactionalId,
                refusals,
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()));
        try {
            writer.producer.initTransactions();
            return writer;
        } catch (KafkaException e) {
            writer.close();
            throw writer.failure(e, "no transaction can be begun with transactional.id " + transactionalId);
        }
    }

    /**
     * Writes all rows or none.
     *
     * @throws PublishException if none is written, or Kafka does not tell whether all are
     */
    void write(List<Row> rows) throws PublishException, InterruptedException {
        boolean ended = false;
        String at = "nothing was written";
        try {
            producer.beginTransaction();
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (Row row : rows) {
                sent.add(producer.send(row.record()));
            }
            producer.flush();
            for (int i = 0; i < rows.size(); i++) {
                at = "nothing was written: row " + rows.get(i).key() + " was refused";
                sent.get(i).get();
            }
            at = "the transaction was not committed";
            ended = commit();
        } catch (ExecutionException e) {
            throw failure(e.getCause() == null ? e : e.getCause(), at);
        } catch (KafkaException e) {
            throw failure(e, at);
        } finally {
            if (!ended) {
                abort();
            }
        }
    }

    /** Once asked to commit, a transaction that Kafka does not answer for may be in the table: it must not be called aborted. */
    private boolean commit() throws PublishException {
        try {
            producer.commitTransaction();
            return true;
        } catch (TimeoutException | InterruptException e) {
            unknown = true;
            throw new PublishException(
                    "Kafka did not answer whether the transaction is committed: all of it or nothing is in the table."
                            + " Publish again to see which",
                    e);
        }
    }

    /** What is not aborted here is aborted by the next publisher, or by Kafka when the transaction times out. */
    private void abort() {
        if (unknown) {
            return;
        }
        try {
            producer.abortTransaction();
        } catch (KafkaException | IllegalStateException e) {
            LOG.debug("the transaction could not be aborted by its producer", e);
        }
    }

    private PublishException failure(Throwable e, String what) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProducerFencedException || cause instanceof InvalidProducerEpochException) {
                return new PublishException(
                        ("another publisher began after this one with the same transactional.id %s, and takes its place;"
                                        + " this one wrote nothing. Publish again to see what is left to do")
                                .formatted(transactionalId),
                        e);
            }
        }
        return new PublishException("%s: %s".formatted(what, refusals.message(e)), e);
    }

    @Override
    public void close() {
        producer.close();
    }
}
