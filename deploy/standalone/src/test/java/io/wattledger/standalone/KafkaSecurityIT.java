package io.wattledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.wattledger.app.App;
import io.wattledger.app.StartException;
import io.wattledger.config.Config;
import io.wattledger.config.ConfigReader;
import io.wattledger.ingest.EventIntake;
import io.wattledger.ingest.Receipt;
import io.wattledger.ledger.EventRules;
import io.wattledger.rights.Part;
import io.wattledger.rights.Refusals;
import io.wattledger.schemas.SchemaRegistries;
import io.wattledger.schemas.SchemaRegistry;
import io.wattledger.schemas.Topics;
import io.wattledger.servers.RegistryServer;
import io.wattledger.standalone.child.JavaChild;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePatternFilter;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each part with the rights that {@code acls.sh} grants it and no others, on a broker that refuses everything else; and what each
 * says without them. One story: a part works on what those before it have written.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KafkaSecurityIT {

    private static final Duration LONG = Duration.ofSeconds(90);
    private static final String HEADER = "occurredAt,eventId,modelId,gpu,team,region,inputTokens,outputTokens\n";

    @TempDir
    static Path folder;

    private static SecureKafka kafka;
    private static RegistryServer registry;
    private static Optional<App> application = Optional.empty();

    /** What a command came to. */
    private record Ran(int status, String out, String err) {}

    @BeforeAll
    static void start() throws Exception {
        kafka = new SecureKafka(folder);
        kafka.users("admin", "ledger", "publisher", "gateway", "finance", "auditor", "operator", "connect");
        registry = RegistryServer.start(folder.resolve("registry"), 0);
    }

    @AfterAll
    static void stop() {
        application.ifPresent(App::close);
        registry.close();
        kafka.close();
    }

    @Test
    @Order(1)
    void shouldStartTheApplicationWithTheRightsOfTheScriptAndNameThoseThatAreMissing() throws Exception {
        // Given: no rights at all
        assertThatThrownBy(() -> App.start(config("ledger")))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("Kafka does not let User:ledger do this; missing ")
                .hasMessageContaining("Write on topic wattledger.footprint-1h, ")
                .hasMessageContaining("Read on topic wattledger.inference-events, ")
                .hasMessageEndingWith(
                        "Grant it with: deploy/kafka/acls.sh application --principal User:ledger (docs/security.md)");

        // When: all but the right to create topics
        kafka.acls("application", "--principal", "User:ledger", "--topics-exist");
        // Then
        assertThatThrownBy(() -> App.start(config("ledger")))
                .isInstanceOf(StartException.class)
                .hasMessageContaining(
                        "Kafka does not let User:ledger do this; missing Create on topic wattledger.footprint-1d, Create on")
                .hasMessageContaining("acls.sh application");

        // When
        kafka.acls("application", "--principal", "User:ledger");
        App app = App.start(config("ledger"));
        application = Optional.of(app);
        // Then
        await().atMost(LONG).until(app::ready);
    }

    @Test
    @Order(2)
    void shouldPublishAndReplayWithTheRightsOfTheScriptOnly() throws Exception {
        assertThat(run("publisher", "publish", "--model", "llama-3.1-8b-instruct")
                        .err())
                .isEqualTo("wattledger publish: Kafka does not let User:publisher do this; missing"
                        + " Read on topic wattledger.inference-costs, Write on topic wattledger.inference-costs. Grant it with:"
                        + " deploy/kafka/acls.sh publisher --principal User:publisher (docs/security.md)\n");
        // The script itself, over TLS with a password, and twice.
        for (int i = 0; i < 2; i++) {
            Programs.Ran granted = kafka.script("publisher", "--principal", "User:publisher");
            assertThat(granted.output()).isEqualTo("acls.sh: the rights of publisher are granted to User:publisher\n");
            assertThat(granted.status()).isZero();
        }
        assertDone(run("publisher", "publish", "--model", "llama-3.1-8b-instruct"));
        assertDone(run("publisher", "publish", "sites", "--region", "eu-west-1"));

        Path events = Files.writeString(
                folder.resolve("day.csv"),
                HEADER
                        + event(Instant.now().minusSeconds(60).toString(), "good")
                        + event("2019-01-01T00:00:00Z", "early"));
        String[] replay = {"replay", events.toString(), "--speed", "max", "--keep-times"};
        assertThat(run("gateway", replay).err())
                .isEqualTo("wattledger replay: Kafka does not let User:gateway do this; missing"
                        + " Write on topic wattledger.inference-events. Grant it with:"
                        + " deploy/kafka/acls.sh producer --principal User:gateway (docs/security.md)\n");
        kafka.acls("producer", "--principal", "User:gateway");
        assertDone(run("gateway", replay));

        await().atMost(LONG).untilAsserted(() -> assertThat(
                        application.orElseThrow().books().counts())
                .satisfies(counts -> assertThat(counts.booked()).isEqualTo(1))
                .satisfies(counts -> assertThat(counts.rejected()).isEqualTo(1)));
    }

    @Test
    @Order(3)
    void shouldReadTheBooksWithTheRightsOfTheScriptOnly() throws Exception {
        String month = Instant.now().toString().substring(0, 7);
        String[][] reports = {
            {"report", "--from", month, "--json"},
            {"report", "--from", month, "--source", "journal", "--by", "cost-revision", "--json"},
            {"budgets", "--set", "budgets.search.joules=1"},
        };
        for (String[] report : reports) {
            Ran refused = run("finance", report);
            assertThat(refused.status()).isEqualTo(1);
            assertThat(refused.err())
                    .matches("wattledger \\w+: Kafka does not let User:finance do this; missing Read on topic"
                            + " wattledger\\.[\\w-]+\\. Grant it with: deploy/kafka/acls\\.sh report --principal User:finance"
                            + " \\(docs/security\\.md\\)\n");
        }
        kafka.acls("report", "--principal", "User:finance");
        for (String[] report : reports) {
            assertDone(run("finance", report));
        }

        Ran refused = run("auditor", "audit");
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err())
                .startsWith("wattledger audit: Kafka does not let User:auditor do this; missing Read on topic")
                .contains("Read on topic wattledger.intake, ")
                .contains("acls.sh audit --principal User:auditor");
        kafka.acls("audit", "--principal", "User:auditor");
        Ran audit = run("auditor", "audit");
        assertDone(run("auditor", "batches"));
        assertDone(audit);
        assertThat(audit.out()).contains("CLEAN");
    }

    @Test
    @Order(4)
    void shouldHandleRefusedEventsWithTheRightsOfTheScriptOnly() throws Exception {
        Ran refused = run("operator", "rejects", "list");
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err())
                .isEqualTo("wattledger rejects list: Kafka does not let User:operator do this; missing Read on topic"
                        + " wattledger.rejected-events. Grant it with: deploy/kafka/acls.sh rejects --principal User:operator"
                        + " (docs/security.md)\n");
        kafka.acls("rejects", "--principal", "User:operator");

        Ran list = run("operator", "rejects", "list", "--open", "--json");
        assertDone(list);
        assertThat(list.out()).contains("TOO_EARLY");
        String position = "wattledger.inference-events-"
                + list.out().replaceAll("(?s).*wattledger\\.inference-events-(\\d+-\\d+).*", "$1");
        assertDone(run("operator", "rejects", "show", position));
        assertDone(run("operator", "rejects", "retry", position, "--field", "occurredAt=" + Instant.now()));
        await().atMost(LONG).untilAsserted(() -> assertThat(
                        application.orElseThrow().books().counts().booked())
                .isEqualTo(2));

        // Without the transaction, nothing is sent.
        withdraw("operator", ResourceType.TRANSACTIONAL_ID, AclOperation.WRITE);
        Ran retry = run("operator", "rejects", "retry", position, "--again", "--force", "--field", "team=b");
        assertThat(retry.status()).isEqualTo(1);
        assertThat(retry.err())
                .contains(
                        "no transaction can be begun with transactional.id wattledger-rejects-retry: Kafka does not let"
                                + " User:operator do this; missing Write on its transactional.id.")
                .contains("acls.sh rejects --principal User:operator");
    }

    @Test
    @Order(5)
    void shouldReadForConnectWithTheRightsOfTheScriptOnly() throws Exception {
        assertThatThrownBy(() -> readAsConnect(Duration.ofSeconds(5))).isInstanceOf(TopicAuthorizationException.class);
        kafka.acls("connect", "--principal", "User:connect");
        assertThat(readAsConnect(LONG)).isPositive();
    }

    private static int readAsConnect(Duration limit) {
        Map<String, Object> settings = new HashMap<>(kafka.asUser("connect"));
        settings.put("group.id", "connect-wattledger-footprint-journal");
        settings.put("auto.offset.reset", "earliest");
        settings.put("isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of("wattledger.footprint-journal"));
            long deadline = System.nanoTime() + limit.toNanos();
            int read = 0;
            while (read == 0 && System.nanoTime() < deadline) {
                read = consumer.poll(Duration.ofMillis(200)).count();
            }
            consumer.commitSync();
            return read;
        }
    }

    /** The right comes while the instance runs. */
    @Test
    @Order(6)
    void shouldTakeEventsOverHttpAgainWhenTheRightIsThereAgain() throws Exception {
        kafka.acls("producer", "--principal", "User:ledger", "--remove");
        await().atMost(LONG).untilAsserted(() -> {
            String answer = post("http-1");
            assertThat(answer).contains("unavailable").contains("TopicAuthorizationException");
        });

        kafka.acls("producer", "--principal", "User:ledger");

        await().atMost(LONG).untilAsserted(() -> assertThat(post("http-1")).contains("\"accepted\":1"));
    }

    /** A producer that was refused before it got its number from Kafka sends nothing any more, whatever happens later. */
    @Test
    @Order(6)
    void shouldTakeEventsWhenItsUserWasMadeAfterTheStart() throws Exception {
        Map<String, String> settings = kafka.asUser("late");
        try (SchemaRegistry client = SchemaRegistries.connect(Map.of("schema.registry.url", registry.url()));
                EventIntake intake = new EventIntake(
                        settings,
                        new Refusals(settings, Part.PRODUCER, "wattledger."),
                        new Topics("wattledger.", client, true),
                        new EventRules(Instant.EPOCH, Duration.ofMinutes(10), 256, 1_000_000),
                        100)) {
            for (int i = 0; i < 3; i++) {
                assertThat(take(intake).outcome()).isEqualTo(Receipt.Outcome.UNAVAILABLE);
            }

            // When: the user has no right yet; and then its right
            kafka.users("late");
            for (int i = 0; i < 3; i++) {
                assertThat(take(intake).outcome()).isEqualTo(Receipt.Outcome.UNAVAILABLE);
            }
            kafka.acls("producer", "--principal", "User:late");

            // Then
            await().atMost(LONG)
                    .pollInterval(Duration.ofMillis(500))
                    .untilAsserted(() -> assertThat(take(intake).outcome()).isEqualTo(Receipt.Outcome.ACCEPTED));
        }
    }

    private static Receipt take(EventIntake intake) throws Exception {
        return intake.take(
                        Optional.of("application/cloudevents+json"),
                        name -> Optional.empty(),
                        cloudEvent("late-right").getBytes(StandardCharsets.UTF_8),
                        team -> true)
                .get(30, TimeUnit.SECONDS)
                .get(0);
    }

    @Test
    @Order(7)
    void shouldStopWithTheReasonWhenARightIsTakenFromARunningInstance() throws Exception {
        App app = application.orElseThrow();
        withdraw("ledger", ResourceType.TRANSACTIONAL_ID, AclOperation.WRITE);
        post("after-the-right");

        Optional<String> reason = app.stopped().get(60, TimeUnit.SECONDS);

        assertThat(reason).hasValueSatisfying(text -> assertThat(text)
                .contains("Kafka does not let User:ledger do this; missing Write on its transactional.id")
                .contains("acls.sh application --principal User:ledger"));
        app.close();
        application = Optional.empty();
    }

    /** A person sees lines, and the exit code. */
    @Test
    @Order(8)
    void shouldEndWithOneLineAndExitCodeOneWhereRightsAreMissing() throws Exception {
        List<String> arguments = new ArrayList<>(List.of("run", "--port", "0"));
        arguments.addAll(List.of("--config", configFile(kafka.asUser("ledger")).toString()));
        Path log = folder.resolve("run.log");
        try (JavaChild child = JavaChild.start(new JavaChild.Program(Main.class.getName(), 256, arguments), log)) {
            assertThat(child.await(LONG)).isTrue();
            assertThat(child.status()).isEqualTo(1);
        }
        assertThat(Files.readString(log))
                .contains("wattledger run: Kafka does not let User:ledger do this; missing Write on transactional.id"
                        + " wattledger-0. Grant it with: deploy/kafka/acls.sh application --principal User:ledger")
                .doesNotContain("\tat ");
    }

    @Test
    @Order(9)
    void shouldKeepBooksWithACertificateOnTopicsThatExist() throws Exception {
        Path keystore = kafka.certificates().signed("ledger-1", "CN=ledger-1,OU=Books,O=Tests");
        Map<String, String> settings = kafka.asOwnerOf(keystore);
        // The password lies in a file of its own.
        Path secrets = Files.writeString(folder.resolve("secrets.properties"), "key=" + Certificates.PASSWORD + "\n");
        settings.put("config.providers", "file");
        settings.put("config.providers.file.class", "org.apache.kafka.common.config.provider.FileConfigProvider");
        settings.put("ssl.keystore.password", "${file:" + secrets + ":key}");
        settings.put("ssl.key.password", "${file:" + secrets + ":key}");
        assertThatThrownBy(() -> App.start(config(settings, Map.of("app.id", "certified"))))
                .isInstanceOf(StartException.class)
                .hasMessageContaining(
                        "Kafka does not let the owner of the certificate in " + keystore + " do this; missing")
                .hasMessageEndingWith("acls.sh application --principal User:… --app-id certified (docs/security.md)");
        kafka.acls("application", "--principal", "User:ledger-1", "--app-id", "certified", "--topics-exist");

        try (App app = App.start(config(settings, Map.of("app.id", "certified", "topics.create", "false")))) {
            application = Optional.of(app);
            await().atMost(LONG).until(app::ready);
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(post("certified")).contains("\"accepted\":1"));
        } finally {
            application = Optional.empty();
        }

        // Without the right to create the topics of its state
        kafka.acls("application", "--principal", "User:ledger-1", "--app-id", "stateless", "--topics-exist");
        withdraw("ledger-1", ResourceType.TOPIC, AclOperation.CREATE);
        assertThatThrownBy(() -> App.start(config(settings, Map.of("app.id", "stateless", "topics.create", "false"))))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("missing Create on topic stateless-")
                .hasMessageContaining("acls.sh application");
    }

    @Test
    @Order(10)
    void shouldSayWhatIsWrongWithACredential() throws Exception {
        assertThat(failure(kafka.asUser("ledger", "wrong")))
                .contains("Kafka does not accept the credentials of User:ledger: Authentication failed")
                .contains("Check kafka.sasl.mechanism and kafka.sasl.jaas.config");
        assertThat(failure(kafka.asNobody())).contains("no TLS with Kafka: ").contains("kafka.ssl.keystore.*");
        Map<String, String> stranger = kafka.asUser("ledger");
        stranger.put(
                "ssl.truststore.location",
                new Certificates(folder.resolve("strangers"), "CN=Somebody else")
                        .truststore()
                        .toString());
        assertThat(failure(stranger))
                .contains("no TLS with Kafka: ")
                .contains("unable to find valid certification path")
                .contains("Check kafka.ssl.truststore.*");
        Map<String, String> lost = kafka.asUser("ledger");
        lost.put("ssl.truststore.location", folder.resolve("lost.p12").toString());
        assertThat(failure(lost)).contains("lost.p12");
    }

    /** Of a command, and of an instance. */
    private static String failure(Map<String, String> settings) throws Exception {
        Ran report = run(settings, "report", "--from", "2026-11");
        assertThat(report.status()).isEqualTo(1);
        assertThat(report.err().lines()).hasSize(1);
        String[] started = {""};
        assertThatThrownBy(() -> App.start(config(settings, Map.of())))
                .isInstanceOfSatisfying(StartException.class, e -> started[0] = String.valueOf(e.getMessage()));
        return report.err() + started[0];
    }

    private static void withdraw(String user, ResourceType type, AclOperation operation) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.ownBootstrap()))) {
            var gone = admin.deleteAcls(List.of(new AclBindingFilter(
                            new ResourcePatternFilter(type, null, PatternType.ANY),
                            new AccessControlEntryFilter("User:" + user, null, operation, AclPermissionType.ALLOW))))
                    .all()
                    .get();
            assertThat(gone).isNotEmpty();
        }
    }

    private static void assertDone(Ran ran) {
        assertThat(ran.status()).as(ran.err() + ran.out()).isZero();
    }

    private static Ran run(String user, String... arguments) throws Exception {
        return run(kafka.asUser(user), arguments);
    }

    /** A command in this JVM, with its secrets in a file. */
    private static Ran run(Map<String, String> settings, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--config", configFile(settings).toString()));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        java.io.PrintStream standard = System.out;
        var bytes = new java.io.ByteArrayOutputStream();
        System.setOut(new java.io.PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            int status = Main.commandLine()
                    .setOut(new PrintWriter(out, true))
                    .setErr(new PrintWriter(err, true))
                    .execute(all.toArray(String[]::new));
            return new Ran(status, out.toString() + bytes.toString(StandardCharsets.UTF_8), err.toString());
        } finally {
            System.setOut(standard);
        }
    }

    private static Path configFile(Map<String, String> settings) throws Exception {
        StringBuilder yaml = new StringBuilder("registry:\n  schema.registry.url: " + registry.url() + "\n");
        yaml.append("app:\n  state-dir: ").append(folder.resolve("state")).append("\nkafka:\n");
        settings.forEach((key, value) ->
                yaml.append("  ").append(key).append(": '").append(value).append("'\n"));
        return Files.writeString(Files.createTempFile(folder, "wattledger", ".yaml"), yaml.toString());
    }

    private static Config config(String user) {
        return config(kafka.asUser(user), Map.of());
    }

    private static Config config(Map<String, String> settings, Map<String, String> others) {
        Map<String, String> flags = new LinkedHashMap<>();
        settings.forEach((key, value) -> flags.put("kafka." + key, value));
        flags.put("registry.schema.registry.url", registry.url());
        flags.put("app.state-dir", folder.resolve("state").toString());
        flags.put("app.start-limit", "30s");
        flags.put("http.port", "0");
        flags.putAll(others);
        return ConfigReader.read(Optional.empty(), Map.of(), flags);
    }

    private static String event(String time, String id) {
        return "%s,%s,llama-3.1-8b-instruct,h100-sxm5-80gb,search,eu-west-1,100,10\n".formatted(time, id);
    }

    private static String cloudEvent(String id) {
        return """
                {"specversion": "1.0", "type": "io.wattledger.inference.v1", "source": "test", "id": "%s", "time": "%s",
                 "data": {"modelId": "m", "gpu": "g", "team": "search", "region": "r", "outputTokens": 1}}
                """.formatted(id, Instant.now());
    }

    private static String post(String id) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + application.orElseThrow().httpPort() + "/api/v1/events");
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(uri)
                                .header("Content-Type", "application/cloudevents+json")
                                .timeout(Duration.ofSeconds(40))
                                .POST(HttpRequest.BodyPublishers.ofString(cloudEvent(id)))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }
}
