package io.wattledger.bench.contender;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Settings of Kafka's clients that are the same for all contenders. */
public final class ClientSettings {

    /** By Kafka's own names. */
    public static final Map<String, String> ALL = Map.of(
            ProducerConfig.LINGER_MS_CONFIG,
            "100",
            ProducerConfig.BATCH_SIZE_CONFIG,
            Integer.toString(64 * 1024),
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "lz4",
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            "2000",
            ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
            Integer.toString(4 * 1024 * 1024));

    private ClientSettings() {}
}
