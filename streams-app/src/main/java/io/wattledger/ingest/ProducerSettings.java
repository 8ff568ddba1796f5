package io.wattledger.ingest;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.AbstractConfig;

/** What the producer of events is told. */
final class ProducerSettings {

    /** How long a sender waits for its answer at most. */
    static final Duration DELIVERY_LIMIT = Duration.ofSeconds(15);

    private static final String OWN = "producer.";
    /** Who they are is said beside what they look up, such as a password in a file of its own. */
    private static final String PROVIDERS = AbstractConfig.CONFIG_PROVIDERS_CONFIG;

    private static final String CLIENT = "wattledger";

    /** What a user may set otherwise. */
    private static final Map<String, Object> DEFAULTS =
            Map.of(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4", ProducerConfig.BUFFER_MEMORY_CONFIG, 32 << 20);

    /** What the answers rest on: that written is written, and said in time, and that copies meet in one partition. */
    private static final Map<String, Object> FIXED = Map.of(
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            true,
            ProducerConfig.RETRIES_CONFIG,
            Integer.MAX_VALUE,
            ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
            5,
            ProducerConfig.LINGER_MS_CONFIG,
            5,
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            1_000,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            5_000,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            (int) DELIVERY_LIMIT.toMillis(),
            ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG,
            false);

    private ProducerSettings() {}

    /** @param kafka settings of Kafka's clients and of Kafka Streams; what is not for a producer is left out */
    static Map<String, Object> of(Map<String, String> kafka) {
        Map<String, Object> settings = new HashMap<>(DEFAULTS);
        kafka.forEach((name, value) -> {
            if (ProducerConfig.configNames().contains(name) || name.startsWith(PROVIDERS)) {
                settings.put(name, value);
            }
        });
        kafka.forEach((name, value) -> {
            if (name.startsWith(OWN)) {
                settings.put(name.substring(OWN.length()), value);
            }
        });
        settings.putAll(FIXED);
        settings.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        settings.remove(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG);
        settings.remove(ProducerConfig.PARTITIONER_CLASS_CONFIG);
        settings.merge(ProducerConfig.CLIENT_ID_CONFIG, CLIENT, (own, none) -> own);
        settings.compute(ProducerConfig.CLIENT_ID_CONFIG, (name, id) -> id + "-ingest");
        return settings;
    }
}
