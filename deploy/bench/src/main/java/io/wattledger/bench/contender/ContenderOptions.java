package io.wattledger.bench.contender;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What every contender is told; one that gets an option it does not know exits with 2. */
@Command(name = "contender")
final class ContenderOptions {

    private static final int MISUSED = 2;

    @Option(names = "--bootstrap", required = true)
    String bootstrap;

    @Option(names = "--registry", required = true)
    String registry;

    @Option(names = "--prefix", required = true)
    String prefix;

    @Option(names = "--group", required = true)
    String group;

    @Option(names = "--threads", required = true)
    int threads;

    @Option(names = "--guarantee", required = true)
    String guarantee;

    @Option(names = "--commit-ms", required = true)
    long commitMillis;

    @Option(names = "--state", required = true)
    Path state;

    @Option(names = "--stores", description = "rocksdb or memory")
    @Nullable
    String stores;

    @Option(names = "--decode", description = "avro or none")
    @Nullable
    String decode;

    @Option(names = "--set", description = "Keys of Wattledger's configuration")
    Map<String, String> settings = new LinkedHashMap<>();

    @SuppressWarnings("NullAway.Init") // picocli sets the fields.
    private ContenderOptions() {}

    /** Reads them, or ends the process. */
    static ContenderOptions of(String... arguments) {
        ContenderOptions options = new ContenderOptions();
        CommandLine command = new CommandLine(options);
        try {
            command.parseArgs(arguments);
            return options;
        } catch (CommandLine.ParameterException e) {
            command.getErr().println(e.getMessage());
            System.exit(MISUSED);
            throw e;
        }
    }

    /** What an application of Kafka Streams is told, the same for each. */
    Properties streams() {
        Properties properties = new Properties();
        ClientSettings.ALL.forEach(properties::put);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, group);
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, guarantee);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitMillis);
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        return properties;
    }

    /** What a consumer is told. */
    Map<String, Object> consumer() {
        Map<String, Object> settings = new LinkedHashMap<>(ClientSettings.ALL);
        settings.keySet().removeAll(ProducerConfig.configNames());
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        return settings;
    }
}
