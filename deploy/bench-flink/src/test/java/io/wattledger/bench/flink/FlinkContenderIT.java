package io.wattledger.bench.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wattledger.bench.trial.JavaProcess;
import io.wattledger.bench.trial.PublishedTotals;
import io.wattledger.bench.trial.Trial;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlinkContenderIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Path STANDALONE = Path.of("../standalone/target");
    private static final String RUNNING = "{\"state\":\"running\"}";

    @Test
    void shouldPublishTheTotalsOfTheLedger(@TempDir Path folder) throws Exception {
        try (Trial trial = new Trial(STANDALONE, folder, 2)) {
            // Given events from before it starts
            trial.writeHalf();

            // When it runs, and more come, some of them hours late
            JavaProcess contender = trial.start(Path.of("target"), List.of(), FlinkContender.class.getName());
            await("it runs").atMost(LIMIT).until(() -> contender.lines().contains(RUNNING));
            PublishedTotals published = trial.published();
            await("the first half").atMost(LIMIT).until(() -> published.readOn().equals(trial.expected()));
            trial.writeHalf();

            // Then it publishes what the ledger computes, event by event, to the last unit
            await("the second half")
                    .atMost(LIMIT)
                    .until(() -> published.readOn().size() == trial.expected().size());
            await("offsets of all events are committed")
                    .atMost(LIMIT)
                    .until(() -> committed(trial) == 2L * trial.half());
            await("the totals").atMost(LIMIT).untilAsserted(() -> assertThat(published.readOn())
                    .isEqualTo(trial.expected()));
            assertThat(contender.lines().get(0)).isEqualTo(RUNNING);
            assertThat(contender.lines()).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
            assertThat(contender.terminate(Duration.ofSeconds(10))).isTrue();
        }
    }

    @Test
    void shouldRefuseUnknownOptions(@TempDir Path folder) throws Exception {
        try (JavaProcess contender = JavaProcess.start(
                Path.of("target"), List.of(FlinkContender.class.getName(), "--no-such"), folder.resolve("log"))) {
            await("it ends").atMost(LIMIT).until(() -> !contender.isAlive());
            assertThat(contender.status()).isEqualTo(2);
        }
    }

    private static long committed(Trial trial) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, trial.settings().bootstrap()))) {
            return admin
                    .listConsumerGroupOffsets(trial.settings().group())
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .values()
                    .stream()
                    .mapToLong(OffsetAndMetadata::offset)
                    .sum();
        }
    }
}
