package io.wattledger.app;

import io.wattledger.config.Config;
import io.wattledger.ledger.EventRules;
import io.wattledger.ledger.Quantity;
import io.wattledger.ledger.Thresholds;
import io.wattledger.topology.BookingSettings;
import io.wattledger.topology.BooksTopology;
import io.wattledger.topology.BudgetSettings;
import io.wattledger.topology.StoreMemory;
import io.wattledger.topology.StreamsClients;
import io.wattledger.topology.TotallingSettings;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** From the configuration to what the topology and Kafka Streams are told. */
final class StreamsSettings {

    private static final int POLL_RECORDS = 2_000;
    private static final int PARTITION_FETCH_BYTES = 4 << 20;

    /** Each takes about 50 µs, and forty times that where the stores were just written; a transaction lasts for 10 s. */
    private static final int MONTH_ROWS_PER_COMMIT = 1_000;

    private StreamsSettings() {}

    static BookingSettings booking(Config config) {
        Config.Booking booking = config.booking();
        return new BookingSettings(
                new EventRules(booking.earliest(), booking.maxSkew(), booking.maxLength(), booking.maxCount()),
                booking.lateAfter(),
                booking.dedupHorizon(),
                booking.usageRetention(),
                booking.maxCells(),
                booking.upkeepCells(),
                booking.registryLimit());
    }

    static TotallingSettings totalling(Config config) {
        Config.Totals totals = config.totals();
        return new TotallingSettings(
                totals.minuteRetention(),
                totals.hourRetention(),
                totals.dayRetention(),
                totals.maxTotals(),
                new BudgetSettings(
                        totals.monthZone(),
                        new Thresholds(totals.budgetPercents()),
                        MONTH_ROWS_PER_COMMIT,
                        budgets(config.monthlyBudgets())));
    }

    private static Map<String, Map<Quantity, Long>> budgets(Map<String, Map<String, Double>> byTeam) {
        Map<String, Map<Quantity, Long>> budgets = new HashMap<>();
        byTeam.forEach((team, amounts) -> {
            Map<Quantity, Long> budget = new EnumMap<>(Quantity.class);
            amounts.forEach((unit, amount) -> budget.put(quantity(unit), millionths(amount)));
            budgets.put(team, budget);
        });
        return budgets;
    }

    private static Quantity quantity(String unit) {
        return switch (unit) {
            case "joules" -> Quantity.ENERGY;
            case "litres" -> Quantity.WATER;
            case "grams" -> Quantity.CARBON;
            default -> throw new IllegalArgumentException("a budget in " + unit);
        };
    }

    /** As it was written, in decimals; at least one. */
    private static long millionths(double amount) {
        long rounded = BigDecimal.valueOf(amount)
                .movePointRight(6)
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
        return Math.max(1, rounded);
    }

    /** The memory of the state stores; to be closed after them. */
    static StoreMemory storeMemory(Config.Stores stores) {
        return new StoreMemory(
                (long) stores.cache() << 20,
                (long) stores.writeBuffers() << 20,
                (long) stores.writeBuffer() << 20,
                (long) stores.block() << 10);
    }

    /** Settings of Kafka Streams and its clients. */
    static Properties properties(Config config, StoreMemory memory) {
        Properties properties = new Properties();
        // Defaults without the prefix "consumer.", which would beat what the user sets without it.
        // As many records as a core's cache holds from the poll until they are booked.
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS);
        // A thread may hold as much of each of its partitions.
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, PARTITION_FETCH_BYTES);
        properties.putAll(StreamsClients.waiting(POLL_RECORDS));
        // A thread that dies does not leave the group: until its session ends its partitions stand still, and no other
        // thread can stop. The default of 45 s is longer than a stop may take; a broker takes no less than 6 s by
        // itself.
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
        properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000);
        // A refused event is kept whole, in a record that is larger than the event.
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, BooksTopology.MOST_RECORD_BYTES);
        // A commit writes thousands of small records to many partitions: larger batches, and half the bytes.
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 << 10);
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        properties.putAll(memory.settings());
        // The order of a task's two inputs means nothing to the books, and asking for it before each record costs a
        // fifth.
        properties.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
        properties.putAll(config.kafka());
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, config.app().id());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                config.app().commitInterval().toMillis());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.app().threads());
        properties.put(StreamsConfig.STATE_DIR_CONFIG, config.app().stateDir());
        properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, config.topics().replicationFactor());
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        return properties;
    }
}
