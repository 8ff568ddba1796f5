package io.wattledger.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import io.wattledger.app.App;
import io.wattledger.config.Config;
import io.wattledger.config.ConfigReader;
import io.wattledger.schemas.Topics;
import io.wattledger.servers.RegistryServer;
import io.wattledger.standalone.audit.AuditReport;
import io.wattledger.standalone.audit.AuditRequest;
import io.wattledger.standalone.audit.Auditor;
import io.wattledger.standalone.audit.Rules;
import io.wattledger.standalone.kafka.Progress;
import io.wattledger.standalone.publish.Assortment;
import io.wattledger.standalone.publish.CostTable;
import io.wattledger.standalone.publish.Publisher;
import io.wattledger.standalone.publish.SiteTable;
import io.wattledger.standalone.publish.TableKeys;
import io.wattledger.standalone.report.ReportCommand;
import io.wattledger.v1.InferenceEvent;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * A broker with the topics and users of the folder {@code strimzi}, as the operators of Strimzi would make them, and each part of Wattledger
 * as the user that it has there, with the configuration that the chart makes.
 */
class StrimziIT {

    private static final String APPLICATION = "wattledger-application";
    private static final String GATEWAY = "wattledger-gateway";
    private static final String PUBLISHER = "wattledger-publisher";
    private static final String REPORT = "wattledger-report";
    private static final String AUDIT = "wattledger-audit";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int EVENTS = 20;

    @TempDir
    static Path folder;

    static SecuredBroker broker;
    static RegistryServer registry;

    @BeforeAll
    static void start() throws Exception {
        Chart.assumeHelm();
        List<KafkaUser> users = Strimzi.users();
        broker = SecuredBroker.start(
                folder.resolve("kafka"),
                users.stream().map(user -> user.getMetadata().getName()).toList());
        registry = RegistryServer.start(folder.resolve("registry"), 0);
        try (Admin admin = broker.admin()) {
            admin.createTopics(Strimzi.topics().stream().map(Strimzi::made).toList())
                    .all()
                    .get();
            admin.createAcls(users.stream()
                            .flatMap(user -> Strimzi.acls(user).stream())
                            .toList())
                    .all()
                    .get();
        }
    }

    @AfterAll
    static void stop() {
        if (registry != null) {
            registry.close();
        }
        if (broker != null) {
            broker.close();
        }
    }

    @Test
    void shouldHaveTheTopicsThatTheApplicationWouldCreate() throws Exception {
        // When: it creates topics of another prefix
        Config config = config(broker.anyone(), "made", Map.of("topics.create", "true", "topics.prefix", "made."));
        App.prepare(config).close();

        // Then
        Map<String, Map<String, String>> made = new TreeMap<>();
        Map<String, Map<String, String>> described = new TreeMap<>();
        try (Admin admin = broker.admin()) {
            List<String> names = admin.listTopics().names().get().stream()
                    .filter(name -> name.startsWith("made."))
                    .toList();
            for (var topic : admin.describeTopics(names).allTopicNames().get().entrySet()) {
                var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.getKey());
                Map<String, String> configs = new TreeMap<>();
                admin.describeConfigs(List.of(resource)).all().get().values().stream()
                        .flatMap(all -> all.entries().stream())
                        .filter(entry -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
                        .forEach(entry -> configs.put(entry.name(), entry.value()));
                configs.put(
                        "partitions",
                        Integer.toString(topic.getValue().partitions().size()));
                made.put(topic.getKey().replace("made.", "wattledger."), configs);
            }
        }
        for (KafkaTopic topic : Strimzi.topics()) {
            Map<String, String> configs = Strimzi.configs(topic);
            configs.put("partitions", Integer.toString(topic.getSpec().getPartitions()));
            described.put(topic.getMetadata().getName(), configs);
        }
        assertThat(described).isEqualTo(made);
    }

    @Test
    void shouldKeepTheBooksWithUsersThatMayDoNoMoreThanTheyNeed() throws Exception {
        try (App app = App.start(config(APPLICATION, Map.of("topics.create", "false")))) {
            // Given: costs and sites from the publisher
            Publisher publisher = new Publisher(broker.client(PUBLISHER), "wattledger.", Progress.NONE);
            Assortment bundled = Assortment.bundled();
            publisher.publish(
                    CostTable.of(app.topics(), false),
                    CostTable.desired(bundled.costs(), TableKeys.withAliases(), Optional.empty(), Optional.empty()),
                    Instant.now());
            publisher.publish(SiteTable.of(app.topics()), SiteTable.desired(bundled.sites()), Instant.now());

            // When: events from the gateway, with a key and without, and one that is none
            Topics topics = app.topics();
            try (KafkaProducer<byte[], byte[]> gateway = producer(GATEWAY)) {
                for (int i = 0; i < EVENTS; i++) {
                    byte[] key = i % 2 == 0 ? null : ("e" + i).getBytes(StandardCharsets.UTF_8);
                    gateway.send(new ProducerRecord<>(topics.events().name(), key, event(topics, "e" + i)))
                            .get();
                }
                gateway.send(new ProducerRecord<>(topics.events().name(), new byte[] {1}, new byte[] {1}))
                        .get();
            }

            // Then
            await().atMost(PATIENCE)
                    .until(() -> app.books().counts().in() == EVENTS + 1
                            && app.books().settled());
            assertThat(app.books().counts().booked()).isEqualTo(EVENTS);
            assertThat(app.books().counts().rejected()).isEqualTo(1);
            assertThat(audit(topics).clean()).isTrue();
            assertThat(report()).contains("search");
            await().atMost(PATIENCE).until(app::ready);
            var container =
                    Chart.release("minimal").application().getContainers().get(0);
            assertThat(answer(app, container.getLivenessProbe().getHttpGet().getPath()))
                    .isEqualTo(200);
            assertThat(answer(app, container.getReadinessProbe().getHttpGet().getPath()))
                    .isEqualTo(200);
        }
    }

    @Test
    void shouldKeepEachUserFromWhatIsNotItsOwn() throws Exception {
        for (Map.Entry<String, String> each : Map.of(
                        GATEWAY, "wattledger.footprint-journal",
                        PUBLISHER, "wattledger.inference-events",
                        REPORT, "wattledger.footprint-1h",
                        APPLICATION, "wattledger.inference-costs")
                .entrySet()) {
            try (KafkaProducer<byte[], byte[]> producer = producer(each.getKey())) {
                // From send, or from its future: who may write nowhere is refused as soon as the producer asks for its
                // id.
                assertThatThrownBy(() -> producer.send(new ProducerRecord<>(each.getValue(), new byte[0]))
                                .get())
                        .as("%s writes %s", each.getKey(), each.getValue())
                        .hasRootCauseInstanceOf(AuthorizationException.class);
            }
        }
    }

    private static Config config(String user, Map<String, String> more) throws Exception {
        return config(broker.client(user), user, more);
    }

    private static Config config(Map<String, String> client, String name, Map<String, String> more) throws Exception {
        Path file = folder.resolve(name + ".yaml");
        Files.writeString(file, Chart.release("bare").config());
        Map<String, String> flags = new HashMap<>(more);
        client.forEach((key, value) -> flags.put("kafka." + key, value));
        flags.put("kafka.group.instance.id", "books-0");
        flags.put("registry.schema.registry.url", registry.url());
        flags.put("app.state-dir", folder.resolve(name).toString());
        flags.put("http.host", "127.0.0.1");
        flags.put("http.port", "0");
        return ConfigReader.read(Optional.of(file), Map.of(), flags);
    }

    private static KafkaProducer<byte[], byte[]> producer(String user) {
        Map<String, Object> settings = new HashMap<>(broker.client(user));
        settings.put("max.block.ms", 10_000);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static byte[] event(Topics topics, String id) {
        return topics.events()
                .value()
                .serializer()
                .serialize(
                        topics.events().name(),
                        InferenceEvent.newBuilder()
                                .setEventId(id)
                                .setSource("gateway")
                                .setOccurredAt(Instant.now())
                                .setModelId("llama-3.1-8b-instruct")
                                .setGpu("h100-sxm5-80gb")
                                .setTeam("search")
                                .setRegion("eu-west-1")
                                .setInputTokens(100)
                                .setOutputTokens(10)
                                .build());
    }

    private static AuditReport audit(Topics topics) throws Exception {
        Config config = config(AUDIT, Map.of());
        return Auditor.audit(
                config.kafka(),
                topics,
                Rules.of(config),
                new AuditRequest(Optional.empty(), Optional.empty(), PATIENCE),
                io.wattledger.standalone.audit.Progress.NONE);
    }

    /** What 'wattledger report' says by the journal, of which it asks for how long it is kept. */
    private static String report() throws Exception {
        var err = new StringWriter();
        Path made = folder.resolve("report.txt");
        var properties = new StringBuilder();
        config(REPORT, Map.of()).kafka().forEach((key, value) -> properties
                .append("  ")
                .append(key)
                .append(": '")
                .append(value)
                .append("'\n"));
        Path file = Files.writeString(
                folder.resolve("report.yaml"),
                "kafka:\n%sregistry:\n  schema.registry.url: %s\n".formatted(properties, registry.url()));
        int status = new CommandLine(new ReportCommand(false, any -> Progress.NONE))
                .setErr(new PrintWriter(err))
                .execute(
                        "--config",
                        file.toString(),
                        "--from",
                        day(-1),
                        "--to",
                        day(2),
                        "--source",
                        "journal",
                        "--by",
                        "team",
                        "--output",
                        made.toString());
        assertThat(status).as("%s", err).isZero();
        return Files.readString(made);
    }

    private static String day(int later) {
        return Instant.now().plus(Duration.ofDays(later)).toString().substring(0, 10);
    }

    private static int answer(App app, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + app.httpPort() + path))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
