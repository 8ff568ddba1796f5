package io.wattledger.bench.flink;

import io.wattledger.bench.contender.ContenderCommand;
import io.wattledger.bench.contender.Fetching;
import io.wattledger.bench.contender.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Reads, adds up locally, exchanges, adds up globally, writes; one checkpoint a second. Local and global aggregation are what
 * Flink's own SQL does with mini-batches, flushed by the checkpoint as there.
 */
public final class FlinkContender {

    /** Longer than any checkpoint takes, and no longer than brokers allow (15 minutes by default). */
    private static final Duration TRANSACTION_TIMEOUT = Duration.ofMinutes(10);

    private FlinkContender() {}

    public static void main(String[] args) {
        System.exit(ContenderCommand.execute(FlinkContender::run, args));
    }

    private static void run(Settings settings) throws Exception {
        StreamExecutionEnvironment flink =
                StreamExecutionEnvironment.createLocalEnvironment(settings.threads(), configuration(settings));
        flink.fromSource(source(settings), WatermarkStrategy.noWatermarks(), "events")
                .uid("events")
                .transform("local totals", WindowSumsType.INSTANCE, new LocalTotals(settings))
                .uid("local-totals")
                .keyBy(WindowSums::key, WindowKeyType.INSTANCE)
                .transform("totals", WindowSumsType.INSTANCE, new Totals())
                .uid("totals")
                .sinkTo(sink(settings))
                .name("publish")
                .uid("publish");
        flink.execute("wattledger");
    }

    private static Configuration configuration(Settings settings) {
        Configuration configuration = new Configuration();
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(settings.commitMillis()));
        configuration.set(
                CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE,
                settings.exactlyOnce() ? CheckpointingMode.EXACTLY_ONCE : CheckpointingMode.AT_LEAST_ONCE);
        configuration.set(StateBackendOptions.STATE_BACKEND, "hashmap");
        configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                Path.of(settings.state(), "checkpoints").toUri().toString());
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ZERO);
        // Managed memory is for other state backends; the heap is for this one.
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ZERO);
        configuration.set(TaskManagerOptions.NUM_TASK_SLOTS, settings.threads());
        configuration.set(RestOptions.ADDRESS, "127.0.0.1");
        configuration.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
        configuration.set(RestOptions.BIND_PORT, "0");
        // A failure ends the process: a benchmark that went on would measure the recovery.
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
        return configuration;
    }

    private static KafkaSource<byte[]> source(Settings settings) {
        return KafkaSource.<byte[]>builder()
                .setProperties(Fetching.properties())
                .setBootstrapServers(settings.bootstrap())
                .setTopics(settings.events())
                .setGroupId(settings.group())
                .setClientIdPrefix(settings.group())
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setValueOnlyDeserializer(new PlainBytes())
                .build();
    }

    private static KafkaSink<WindowSums> sink(Settings settings) {
        Properties producer = new Properties();
        producer.setProperty(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, Long.toString(TRANSACTION_TIMEOUT.toMillis()));
        return KafkaSink.<WindowSums>builder()
                .setBootstrapServers(settings.bootstrap())
                .setKafkaProducerConfig(producer)
                .setRecordSerializer(new TotalsSerializer(settings))
                .setDeliveryGuarantee(
                        settings.exactlyOnce() ? DeliveryGuarantee.EXACTLY_ONCE : DeliveryGuarantee.AT_LEAST_ONCE)
                .setTransactionalIdPrefix(settings.prefix() + settings.group())
                .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
                .build();
    }
}
