package io.wattledger.topology;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The clients that Kafka Streams works with: a producer that notes how its transactions end (see {@link Transactions}), and a consumer
 * that hands on records in {@link Bundle}s.
 */
public final class StreamsClients implements KafkaClientSupplier {

    /**
     * The setting of Kafka Streams for what may wait in front of a task.
     *
     * @param records of a partition, about
     */
    public static Map<String, Object> waiting(int records) {
        return Map.of(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, Math.max(1, records / Bundle.MOST_RECORDS));
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()) {

            @Override
            public void commitTransaction() {
                boolean committed = false;
                try {
                    super.commitTransaction();
                    committed = true;
                } finally {
                    if (committed) {
                        Transactions.ofThisThread().committed();
                    } else {
                        Transactions.ofThisThread().aborted();
                    }
                }
            }

            @Override
            public void abortTransaction() {
                Transactions.ofThisThread().aborted();
                super.abortTransaction();
            }
        };
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer()) {

            @Override
            public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
                return Bundle.bundled(super.poll(timeout));
            }
        };
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return plainConsumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return plainConsumer(config);
    }

    private static Consumer<byte[], byte[]> plainConsumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }
}
