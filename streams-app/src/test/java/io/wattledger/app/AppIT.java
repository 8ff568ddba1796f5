package io.wattledger.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.wattledger.config.Config;
import io.wattledger.config.ConfigReader;
import io.wattledger.schemas.Topics;
import io.wattledger.servers.KafkaBroker;
import io.wattledger.servers.RegistryServer;
import io.wattledger.v1.EntryKind;
import io.wattledger.v1.FootprintEntry;
import io.wattledger.v1.IntakeCount;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** An instance on a real broker and a real registry; each test has topics of its own. */
class AppIT {

    private static final Duration LONG = Duration.ofSeconds(45);

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
    void shouldCreateTheTopicsBookEventsAndShowThem(TestInfo test) throws Exception {
        // Given
        Config config = config(
                test,
                Map.of(
                        "topics.event-partitions", "3",
                        "topics.journal-partitions", "2",
                        "budgets.support.joules", "90"));
        try (App app = App.prepare(config);
                BooksClient client = new BooksClient(app.topics(), broker.bootstrapServers())) {
            assertThat(partitionsAndPolicies(config.topics().prefix()))
                    .isEqualTo(Map.ofEntries(
                            Map.entry("inference-events", "3 delete 604800000 LogAppendTime"),
                            Map.entry("keyless-events", "3 delete 604800000 LogAppendTime"),
                            Map.entry("inference-costs", "1 compact -1 LogAppendTime"),
                            Map.entry("site-factors", "1 compact -1 LogAppendTime"),
                            Map.entry("rejected-events", "3 delete 2764800000 CreateTime"),
                            Map.entry("intake", "3 compact -1 CreateTime"),
                            Map.entry("footprint-journal", "2 delete -1 CreateTime"),
                            Map.entry("footprint-running", "2 compact -1 CreateTime"),
                            Map.entry("footprint-budgets", "2 compact,delete 34560000000 CreateTime"),
                            Map.entry("footprint-alerts", "2 delete 34560000000 CreateTime"),
                            Map.entry("footprint-1m", "2 compact,delete 2764800000 CreateTime"),
                            Map.entry("footprint-1h", "2 compact,delete 34560000000 CreateTime"),
                            Map.entry("footprint-1d", "2 compact,delete 316224000000 CreateTime")));
            assertThat(get(app, "/health/live").statusCode()).isEqualTo(200);
            assertThat(get(app, "/health/ready").statusCode()).isEqualTo(503);
            assertThat(get(app, "/health/ready").body()).isEqualTo("Kafka Streams is CREATED\n");
            client.publishCostAndSite();

            // When
            client.send(BooksClient.event("a"));
            client.send(BooksClient.event("a"));
            client.send(BooksClient.event("b").setTeam("support").setProject("chat"));
            client.send(BooksClient.event("c").setModelId("unknown"));
            client.sendBytes("poison", "not avro".getBytes(StandardCharsets.UTF_8));
            app.begin();

            // Then
            await().atMost(LONG).until(app::ready);
            assertThat(get(app, "/health/ready").statusCode()).isEqualTo(200);
            Map<Integer, Long> offsets = client.flush();
            await().atMost(LONG).until(() -> app.books().include(offsets));
            assertThat(app.books().counts().in()).isEqualTo(5);
            assertThat(app.books().counts().booked()).isEqualTo(2);
            assertThat(app.books().counts().parked()).isEqualTo(1);
            assertThat(app.books().counts().duplicate()).isEqualTo(1);
            assertThat(app.books().counts().rejectedByReason()).isEqualTo(Map.of("UNDECODABLE", 1L));
            // An instance shows the partitions that it has; all books are known as soon as somebody wrote them.
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(get(app, "/metrics").body())
                            .containsPattern(
                                    "wattledger_energy_joules_total\\{gpu=\"h100-sxm5-80gb\",model=\"llama-3.1-8b-instruct\","
                                            + "partition=\"\\d\",region=\"eu-west-1\",team=\"support\"} 45.0")
                            .contains("wattledger_unsettled_requests 0.0", "wattledger_last_event_timestamp_seconds ")
                            .contains("wattledger_budget_used_ratio{quantity=\"energy\",team=\"support\"} 0.5\n")
                            .contains("kafka_stream_")
                            .contains("kafka_consumer_"));
            String topic = app.topics().events().name();
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(get(app, "/metrics").body().lines())
                            .anyMatch(line -> line.startsWith("wattledger_consumer_lag_records{")
                                    && line.endsWith("topic=\"" + topic + "\"} 0.0")));
            assertThat(get(app, "/api/v1/footprint?by=team").body()).contains("\"team\":\"support\"");
        }
    }

    @Test
    void shouldSayWhatToChangeWhenTopicsAreNotAsTheyMustBe(TestInfo test) throws Exception {
        // Given
        Config config = config(test, Map.of());
        String prefix = config.topics().prefix();
        App.prepare(config).close();
        try (Admin admin = admin()) {
            ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, prefix + "footprint-1h");
            admin.incrementalAlterConfigs(Map.of(
                            topic,
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("cleanup.policy", "delete"), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }

        // Then
        assertThatThrownBy(() -> App.prepare(config(test, Map.of("topics.event-partitions", "5"))))
                .isInstanceOf(StartException.class)
                .hasMessageContaining(
                        "topic " + prefix
                                + "inference-events has 2 partitions, but must have 5. Set topics.event-partitions: 2, or recreate the topic")
                .hasMessageContaining("topic " + prefix + "intake has 2 partitions")
                .hasMessageContaining(
                        "topic " + prefix
                                + "footprint-1h has cleanup.policy=delete, but must have compact,delete. Change it with: kafka-configs");
    }

    @Test
    void shouldNameTheTopicsToCreateWhenItMayNotCreateThem(TestInfo test) throws Exception {
        Config config = config(test, Map.of("topics.create", "false"));
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(config.topics().prefix() + "inference-events", 2, (short) 1)))
                    .all()
                    .get();
        }
        assertThatThrownBy(() -> App.prepare(config))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("topics.create is false")
                .hasMessageContaining(config.topics().prefix()
                        + "footprint-1m: 2 partitions, {cleanup.policy=compact,delete, retention.ms=2764800000}")
                .hasMessageNotContaining("inference-events");
        assertThat(partitionsAndPolicies(config.topics().prefix())).containsOnlyKeys("inference-events");
    }

    @Test
    void shouldSayWhichPortIsTakenAndLeaveNothingBehind(TestInfo test) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Config config = config(test, Map.of("http.port", Integer.toString(taken.getLocalPort())));
            assertThatThrownBy(() -> App.prepare(config))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
                    .hasMessageContaining("http.port");
        }
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().contains(name(test))));
    }

    @Test
    void shouldRefuseACommitIntervalThatTransactionsDoNotLast(TestInfo test) {
        assertThatThrownBy(() -> App.prepare(config(test, Map.of("app.commit-interval", "1m"))))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("Transaction timeout 10000")
                .hasMessageContaining("producer.transaction.timeout.ms");
    }

    @Test
    void shouldSayThatKafkaCannotBeReached(TestInfo test) throws Exception {
        Config config = config(
                test,
                Map.of(
                        "kafka.bootstrap.servers", "127.0.0.1:" + freePort(),
                        "kafka.default.api.timeout.ms", "300",
                        "kafka.request.timeout.ms", "200",
                        "app.start-limit", "500ms"));
        assertThatThrownBy(() -> App.prepare(config))
                .isInstanceOf(StartException.class)
                .hasMessageContaining(config.kafka().get("bootstrap.servers"));
    }

    @Test
    void shouldWaitForTheRegistryAtTheStartAndGoOnWithoutItLater(TestInfo test) throws Exception {
        // Given: a registry that is not there yet
        int port = freePort();
        Config config =
                config(test, Map.of("registry.schema.registry.url", "http://127.0.0.1:" + port + "/apis/ccompat/v7"));
        CompletableFuture<App> starting = CompletableFuture.supplyAsync(() -> start(config));

        // When: it comes up
        RegistryServer late = RegistryServer.start(folder.resolve("late-registry"), port);
        try (App app = starting.get();
                BooksClient client = new BooksClient(app.topics(), broker.bootstrapServers())) {
            client.publishCostAndSite();
            client.send(BooksClient.event("with a registry"));
            Map<Integer, Long> first = client.flush();
            await().atMost(LONG).until(() -> app.books().include(first));
            assertThat(app.books().counts().in()).isEqualTo(1);

            // And when: it goes away
            late.close();
            for (int i = 0; i < 20; i++) {
                client.send(BooksClient.event("without " + i));
            }
            Map<Integer, Long> second = client.flush();

            // Then
            await().atMost(LONG).until(() -> app.books().include(second));
            assertThat(app.books().counts().in()).isEqualTo(21);
            assertThat(app.ready()).isTrue();
        } finally {
            late.close();
        }
    }

    @Test
    void shouldCommitWhenItStopsAndGoOnFromThere(TestInfo test) throws Exception {
        // Given: an instance that would commit in a minute
        Config config =
                config(test, Map.of("app.commit-interval", "1m", "kafka.producer.transaction.timeout.ms", "120000"));
        Topics topics;
        try (App app = App.prepare(config);
                BooksClient client = new BooksClient(app.topics(), broker.bootstrapServers())) {
            topics = app.topics();
            client.publishCostAndSite();
            for (int i = 0; i < 200; i++) {
                client.send(BooksClient.event("e" + i));
            }
            client.flush();
            app.begin();
            await().atMost(LONG)
                    .until(() ->
                            meter(app, "kafka_consumer_fetch_manager_records_consumed_total", "StreamThread") >= 200);
            // What was read is processed before the next but one poll, committed or not.
            long polls = meter(app, "kafka_stream_thread_poll_total", "");
            await().atMost(LONG).until(() -> meter(app, "kafka_stream_thread_poll_total", "") > polls + 10);
            assertThat(client.read(topics.journal())).isEmpty();

            // When
            Duration stopping = stop(app);

            // Then
            assertThat(stopping).isLessThan(Duration.ofSeconds(10));
            assertThat(app.stopped()).isCompletedWithValue(Optional.empty());
            List<FootprintEntry> entries = values(client.read(topics.journal()));
            assertThat(entries.stream().mapToLong(FootprintEntry::getRequests).sum())
                    .isEqualTo(200);
            assertThat(entries)
                    .as("one entry per cell and commit, not one per event")
                    .hasSizeLessThan(10);
            assertThat(client.table(topics.intake()).values().stream()
                            .mapToLong(IntakeCount::getBooked)
                            .sum())
                    .isEqualTo(200);
        }

        // And when: another instance with the same id, on another machine
        Config next =
                config(test, Map.of("app.state-dir", folder.resolve("elsewhere").toString()));
        try (App app = App.start(next);
                BooksClient client = new BooksClient(app.topics(), broker.bootstrapServers())) {
            client.send(BooksClient.event("e0"));
            client.send(BooksClient.event("new"));
            Map<Integer, Long> offsets = client.flush();

            // Then
            await().atMost(LONG).until(() -> app.books().include(offsets));
            assertThat(app.books().counts().booked()).isEqualTo(201);
            assertThat(app.books().counts().duplicate())
                    .as("it remembers what it saw")
                    .isEqualTo(1);
            assertThat(client.table(topics.running()).values()).singleElement().satisfies(total -> assertThat(
                            total.getEnergyMicrojoules().getCentral())
                    .isEqualTo(201 * 45_000_000L));
            assertThat(app.books().settled()).isTrue();
        }
    }

    @Test
    void shouldReRateOnceThroughARestartInTheMiddle(TestInfo test) throws Exception {
        // Given: twelve cells, of which a task looks at two in a second
        int cells = 12;
        Map<String, String> slow = Map.of("topics.event-partitions", "1", "booking.upkeep-cells", "2");
        Topics topics;
        try (App app = App.start(config(test, slow));
                BooksClient client = new BooksClient(app.topics(), broker.bootstrapServers())) {
            topics = app.topics();
            client.publishCostAndSite();
            for (int i = 0; i < cells; i++) {
                client.send(BooksClient.event("e" + i).setTeam("team " + i));
            }
            Map<Integer, Long> offsets = client.flush();
            await().atMost(LONG).until(() -> app.books().include(offsets));

            // When: everything costs twice as much since ever, and the instance stops before it is through
            client.publishCost(BooksClient.revision("r2", 2));
            await().atMost(LONG).until(() -> app.books().counts().later().corrections() >= 3);
            stop(app);
            assertThat(corrections(client, topics)).hasSizeBetween(3, cells - 1);

            // Then: another one, with an empty folder, goes on, and corrects no cell twice
            Config elsewhere = config(
                    test,
                    Map.of(
                            "topics.event-partitions",
                            "1",
                            "app.state-dir",
                            folder.resolve("elsewhere").toString()));
            try (App next = App.start(elsewhere)) {
                await().atMost(LONG).until(() -> next.books().counts().later().costsOffset() == 2);
                assertThat(corrections(client, topics)).hasSize(cells).allSatisfy(correction -> {
                    assertThat(correction.getEnergyMicrojoules().getCentral()).isEqualTo(45_000_000L);
                    assertThat(correction.getReplaces().getCostRevision()).isEqualTo("r1");
                    assertThat(correction.getCostRevision()).isEqualTo("r2");
                });
                assertThat(corrections(client, topics).stream().map(FootprintEntry::getTeam))
                        .doesNotHaveDuplicates();
            }
        }
    }

    private static List<FootprintEntry> corrections(BooksClient client, Topics topics) {
        return values(client.read(topics.journal())).stream()
                .filter(entry -> entry.getKind() == EntryKind.CORRECTION)
                .toList();
    }

    @Test
    void shouldRebuildTheTablesWhateverLiesInTheirFolder(TestInfo test) throws Exception {
        // Given
        Config config = config(test, Map.of());
        try (App app = App.start(config);
                BooksClient client = new BooksClient(app.topics(), broker.bootstrapServers())) {
            client.publishCostAndSite();
            client.send(BooksClient.event("a"));
            Map<Integer, Long> offsets = client.flush();
            await().atMost(LONG).until(() -> app.books().include(offsets));
        }

        // When: a full disk, a bad copy or a crash left garbage
        Path tables =
                Path.of(config.app().stateDir()).resolve(config.app().id()).resolve("global");
        Files.createDirectories(tables.resolve("rocksdb").resolve("inference-costs-table"));
        Files.writeString(tables.resolve(".checkpoint"), "garbage");
        Files.writeString(tables.resolve("rocksdb/inference-costs-table/CURRENT"), "garbage");

        // Then
        try (App app = App.start(config);
                BooksClient client = new BooksClient(app.topics(), broker.bootstrapServers())) {
            client.send(BooksClient.event("b"));
            Map<Integer, Long> offsets = client.flush();
            await().atMost(LONG).until(() -> app.books().include(offsets));
            assertThat(app.books().counts().booked()).isEqualTo(2);
        }
    }

    private static Duration stop(App app) {
        long before = System.nanoTime();
        app.close();
        return Duration.ofNanos(System.nanoTime() - before);
    }

    private static App start(Config config) {
        try {
            return App.start(config);
        } catch (StartException | InterruptedException e) {
            throw new CompletionException(e);
        }
    }

    private Config config(TestInfo test, Map<String, String> settings) {
        return config(name(test), folder, settings);
    }

    static Config config(String name, Path folder, Map<String, String> settings) {
        Map<String, String> flags = new HashMap<>();
        flags.put("app.id", name);
        flags.put("app.state-dir", folder.resolve("state").toString());
        flags.put("app.commit-interval", "100ms");
        flags.put("topics.prefix", name + ".");
        flags.put("topics.event-partitions", "2");
        flags.put("topics.journal-partitions", "2");
        flags.put("http.port", "0");
        flags.put("kafka.bootstrap.servers", broker.bootstrapServers());
        flags.put("registry.schema.registry.url", registry.url());
        flags.putAll(settings);
        return ConfigReader.read(Optional.empty(), Map.of(), flags);
    }

    private static String name(TestInfo test) {
        return test.getTestMethod().orElseThrow().getName();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The sum of the series of a meter of the engine in which a text occurs. */
    private static long meter(App app, String name, String with) throws IOException, InterruptedException {
        return get(app, "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name) && line.contains(with))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static HttpResponse<String> get(App app, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + app.httpPort() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    /** By topic without its prefix: partitions, policy, retention, and whose clock. */
    private static Map<String, String> partitionsAndPolicies(String prefix) throws Exception {
        Map<String, String> found = new TreeMap<>();
        try (Admin admin = admin()) {
            List<String> names = admin.listTopics().names().get().stream()
                    .filter(name -> name.startsWith(prefix))
                    .toList();
            for (TopicDescription topic :
                    admin.describeTopics(names).allTopicNames().get().values()) {
                ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
                var config = Objects.requireNonNull(
                        admin.describeConfigs(List.of(resource)).all().get().get(resource));
                found.put(
                        topic.name().substring(prefix.length()),
                        "%d %s %s %s"
                                .formatted(
                                        topic.partitions().size(),
                                        config.get("cleanup.policy").value(),
                                        config.get("retention.ms").value(),
                                        config.get("message.timestamp.type").value()));
            }
        }
        return found;
    }

    private static <V> List<V> values(List<? extends ConsumerRecord<?, V>> records) {
        return records.stream().<V>map(ConsumerRecord::value).toList();
    }
}
