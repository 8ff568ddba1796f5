package io.wattledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.wattledger.app.App;
import io.wattledger.config.Config;
import io.wattledger.config.ConfigReader;
import io.wattledger.standalone.workload.GeneratedTrace;
import io.wattledger.standalone.workload.Pace;
import io.wattledger.standalone.workload.ReplayPlan;
import io.wattledger.standalone.workload.Replayer;
import io.wattledger.standalone.workload.TimeShift;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Partitions move between two instances while a real Prometheus scrapes both: no rate jumps, nothing is there twice for long. */
class RebalanceIT {

    private static final int EVENTS_PER_SECOND = 200;
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final GeneratedTrace TRACE = new GeneratedTrace(5, 40_000, Duration.ofMinutes(30));

    @TempDir
    static Path folder;

    @BeforeAll
    static void needPrometheus() {
        assumeTrue(Programs.exists("prometheus"), "prometheus is needed (Debian: prometheus)");
    }

    @Test
    void shouldShowTheSameRateWhoeverWorks() throws Exception {
        int port = Programs.freePort();
        try (Standalone first =
                        Standalone.start(Files.createDirectory(folder.resolve("data")), new Standalone.Ports(0, 0, 0));
                Prometheus prometheus = new Prometheus(
                        Files.createDirectory(folder.resolve("prometheus")),
                        List.of("127.0.0.1:" + first.app().httpPort(), "127.0.0.1:" + port),
                        "");
                Producer<byte[], byte[]> producer = first.producer()) {
            // Given: enough in the books for one that is counted again to show
            replayer(first, producer)
                    .run(
                            new GeneratedTrace(6, 30_000, Duration.ofMinutes(20)),
                            new ReplayPlan("before", Pace.max(), TimeShift.TO_NOW));
            Replayer replayer = replayer(first, producer);
            var sending = CompletableFuture.runAsync(() ->
                    replayer.run(TRACE, new ReplayPlan("during", Pace.rate(EVENTS_PER_SECOND), TimeShift.TO_NOW)));
            await().atMost(LONG).until(() -> prometheus.value("sum(wattledger_requests_total)") > 20_000);
            await().atMost(LONG).until(() -> prometheus.value(RATE) > 0);
            Thread.sleep(RATE_SECONDS * 1_000L);
            long begun = System.currentTimeMillis() / 1_000;

            // When: a second instance comes, works, and goes
            try (App second = App.start(config(first, port))) {
                await().atMost(LONG)
                        .until(() -> prometheus.value("count(count by (instance) (wattledger_requests_total))") == 2);
                Thread.sleep(2 * RATE_SECONDS * 1_000L);
                assertThat(second.ready()).isTrue();
            }
            await().atMost(LONG)
                    .until(() -> prometheus.value("count(count by (instance) (wattledger_requests_total))") == 1
                            && prometheus.value("count(wattledger_events_total{outcome=\"booked\"})") == 4);
            Thread.sleep(2 * RATE_SECONDS * 1_000L);
            long ended = System.currentTimeMillis() / 1_000;
            assertThat(sending).as("events came all the time").isNotDone();

            // Then: while partitions move events wait, and are booked a little faster after it; counted anew, all books
            // would show
            double most = maximum(prometheus.range(RATE, begun, ended, 1));
            assertThat(most).isBetween(EVENTS_PER_SECOND * 0.5, EVENTS_PER_SECOND * 5.0);
            double events = maximum(prometheus.range(EVENT_RATE, begun, ended, 1));
            assertThat(events).isBetween(EVENTS_PER_SECOND * 0.5, EVENTS_PER_SECOND * 5.0);
            JsonNode twice = prometheus.range(
                    "count by (team, model, gpu, region, partition) (wattledger_requests_total) > 1", begun, ended, 1);
            for (JsonNode series : twice.at("/data/result")) {
                assertThat(series.at("/values").size())
                        .as("seconds for which two instances show " + series.at("/metric"))
                        .isLessThanOrEqualTo(5);
            }
            replayer.stop();
            sending.join();
        }
    }

    private static final int RATE_SECONDS = 10;
    private static final String RATE = "sum(rate(wattledger_requests_total[" + RATE_SECONDS + "s]))";
    private static final String EVENT_RATE = "sum(rate(wattledger_events_total[" + RATE_SECONDS + "s]))";

    private static double maximum(JsonNode range) {
        double most = Double.NaN;
        for (JsonNode point : range.at("/data/result/0/values")) {
            double value = point.get(1).asDouble();
            most = Double.isNaN(most) ? value : Math.max(most, value);
        }
        return most;
    }

    private static Config config(Standalone first, int port) {
        return ConfigReader.read(
                Optional.empty(),
                Map.of(),
                Map.of(
                        "kafka.bootstrap.servers", first.bootstrapServers(),
                        "registry.schema.registry.url", first.registryUrl(),
                        "app.state-dir", folder.resolve("second").toString(),
                        "http.port", Integer.toString(port)));
    }

    private static Replayer replayer(Standalone parts, Producer<byte[], byte[]> producer) {
        String topic = parts.topics().events().name();
        var codec = parts.topics().eventCodec();
        return new Replayer(producer, topic, event -> codec.encode(topic + "-value", event));
    }
}
