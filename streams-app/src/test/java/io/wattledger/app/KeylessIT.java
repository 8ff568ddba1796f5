package io.wattledger.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wattledger.books.Counts;
import io.wattledger.config.Config;
import io.wattledger.config.ConfigReader;
import io.wattledger.schemas.Topics;
import io.wattledger.servers.KafkaBroker;
import io.wattledger.servers.RegistryServer;
import io.wattledger.v1.FootprintEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A retry of an event meets its first copy, with a key or without, whoever chose the partition: our producer, or librdkafka with its
 * own partitioner, through kcat.
 */
class KeylessIT {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int EVENTS = 40;

    @TempDir
    static Path shared;

    static KafkaBroker broker;
    static RegistryServer registry;

    @TempDir
    Path folder;

    @BeforeAll
    static void startServers() {
        broker = KafkaBroker.start(shared.resolve("kafka"), 0);
        registry = RegistryServer.start(shared.resolve("registry"), 0);
    }

    @AfterAll
    static void stopServers() {
        registry.close();
        broker.close();
    }

    @Test
    void shouldBookEachOnceThatAProducerSendsAgainWithoutAKey() throws Exception {
        try (App app = App.start(config("plain."));
                BooksClient client = new BooksClient(app.topics(), broker.bootstrapServers())) {
            // Given
            client.publishCostAndSite();

            // When: three times over, each copy wherever the producer puts it
            for (int copy = 0; copy < 3; copy++) {
                for (int i = 0; i < EVENTS; i++) {
                    client.sendWithoutKey(BooksClient.event("e" + i));
                }
            }

            // Then
            Counts counts = counted(app, 3 * EVENTS);
            assertThat(counts.booked()).isEqualTo(EVENTS);
            assertThat(counts.duplicate()).isEqualTo(2 * EVENTS);
            assertThat(counts.later().handedOn()).isEqualTo(3 * EVENTS);
            assertThat(requests(client, app.topics())).isEqualTo(EVENTS);
            assertThat(partitionsById(client, app.topics()).values())
                    .as("all copies of an event lie in one partition")
                    .allMatch(partitions -> partitions.size() == 1);
        }
    }

    @Test
    void shouldBookWhatKcatSendsOnceWithKeysAndWithout() throws Exception {
        assumeTrue(kcatRuns(), "kcat is not installed (apt-get install kcat)");
        try (App app = App.start(config("kcat."));
                BooksClient client = new BooksClient(app.topics(), broker.bootstrapServers())) {
            // Given
            client.publishCostAndSite();
            List<String> files = new ArrayList<>();
            for (int i = 0; i < EVENTS; i++) {
                Path file = folder.resolve("event-" + i);
                Files.write(file, client.bytes(BooksClient.event("k" + i)));
                files.add(file.toString());
            }

            // When: without keys twice, and some others with a key twice
            kcat(app.topics(), List.of(), files);
            kcat(app.topics(), List.of(), files);
            Path keyed = folder.resolve("keyed");
            Files.write(keyed, client.bytes(BooksClient.event("keyed")));
            kcat(app.topics(), List.of("-k", "request-1"), List.of(keyed.toString()));
            kcat(app.topics(), List.of("-k", "request-1"), List.of(keyed.toString()));

            // Then
            Counts counts = counted(app, 2 * EVENTS + 2);
            assertThat(counts.booked()).isEqualTo(EVENTS + 1);
            assertThat(counts.duplicate()).isEqualTo(EVENTS + 1);
            assertThat(counts.later().handedOn()).isEqualTo(2 * EVENTS);
            assertThat(requests(client, app.topics())).isEqualTo(EVENTS + 1);
        }
    }

    private static Counts counted(App app, int events) {
        await().atMost(LONG)
                .until(() -> app.books().counts().in() == events && app.books().settled());
        Counts counts = app.books().counts();
        assertThat(counts.addUp()).isTrue();
        assertThat(counts.rejected()).isZero();
        return counts;
    }

    private static long requests(BooksClient client, Topics topics) {
        return client.read(topics.journal()).stream()
                .map(ConsumerRecord::value)
                .mapToLong(FootprintEntry::getRequests)
                .sum();
    }

    private static Map<String, Set<Integer>> partitionsById(BooksClient client, Topics topics) {
        Map<String, Set<Integer>> partitions = new HashMap<>();
        client.read(topics.keyless()).forEach(record -> partitions
                .computeIfAbsent(record.value().getEventId(), id -> new HashSet<>())
                .add(record.partition()));
        return partitions;
    }

    private static boolean kcatRuns() throws InterruptedException {
        try {
            return run(List.of("kcat", "-V")) == 0;
        } catch (IOException notInstalled) {
            return false;
        }
    }

    private static void kcat(Topics topics, List<String> options, List<String> files)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "kcat",
                "-P",
                "-b",
                broker.bootstrapServers(),
                "-t",
                topics.events().name()));
        command.addAll(options);
        command.addAll(files);
        assertThat(run(command)).as("kcat").isZero();
    }

    private static int run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("%s ends", command).isTrue();
        return process.exitValue();
    }

    private Config config(String prefix) {
        return ConfigReader.read(
                Optional.empty(),
                Map.of(),
                Map.of(
                        "kafka.bootstrap.servers",
                        broker.bootstrapServers(),
                        "registry.schema.registry.url",
                        registry.url(),
                        "topics.prefix",
                        prefix,
                        "app.id",
                        prefix + "app",
                        "app.state-dir",
                        folder.resolve("state").toString(),
                        "app.commit-interval",
                        "200ms",
                        "http.port",
                        "0"));
    }
}
