package io.wattledger.standalone.torture;

import io.wattledger.schemas.SchemaRegistries;
import io.wattledger.schemas.SchemaRegistry;
import io.wattledger.schemas.Topics;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.BuiltInDslStoreSuppliers;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;

/** The control as a process. Arguments: brokers, registry, prefix of the topics, folder of its state. */
public final class ControlMain {

    static final String APPLICATION_ID = "textbook";

    private ControlMain() {}

    public static void main(String[] args) throws InterruptedException {
        quieten();
        SchemaRegistry registry = SchemaRegistries.connect(Map.of("schema.registry.url", args[1]));
        Topics topics = new Topics(args[2], registry, false);
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION_ID);
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, args[0]);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, args[3]);
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 1_000);
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 2);
        // Windows of a day that is caught up with would open and drop hundreds of segments on disk.
        properties.put(
                StreamsConfig.DSL_STORE_SUPPLIERS_CLASS_CONFIG,
                BuiltInDslStoreSuppliers.InMemoryDslStoreSuppliers.class);
        properties.put(
                StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
                LogAndContinueExceptionHandler.class.getName());
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
        properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        KafkaStreams streams = new KafkaStreams(TextbookTopology.build(topics, args[2]), properties);
        streams.setUncaughtExceptionHandler(failure -> StreamThreadExceptionResponse.REPLACE_THREAD);
        Runtime.getRuntime().addShutdownHook(new Thread(streams::close, "stop"));
        streams.start();
        new CountDownLatch(1).await();
    }

    /** It warns of each record that it drops or cannot read. */
    private static void quieten() {
        List.of("kstream.internals.KStreamWindowAggregate", "processor.internals", "errors")
                .forEach(name -> Configurator.setLevel("org.apache.kafka.streams." + name, Level.ERROR));
    }
}
