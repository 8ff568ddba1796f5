package io.wattledger.bench.contender;

import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** How a contender's consumer fetches while there is a backlog. */
public final class Fetching {

    private static final int PARTITION_BYTES = 4 * 1024 * 1024;
    private static final int POLL_RECORDS = 2_000;

    /** A broker answers one fetch at a time: one that waits for an empty partition holds up those that have records. */
    private static final int LONGEST_WAIT_MILLIS = 50;

    private Fetching() {}

    /** Properties of the consumer. */
    public static Properties properties() {
        Properties properties = new Properties();
        properties.setProperty(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, Integer.toString(PARTITION_BYTES));
        properties.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Integer.toString(POLL_RECORDS));
        properties.setProperty(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, Integer.toString(LONGEST_WAIT_MILLIS));
        return properties;
    }
}
