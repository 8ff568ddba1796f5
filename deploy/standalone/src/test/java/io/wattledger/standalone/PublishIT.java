package io.wattledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wattledger.estimator.catalogue.SiteCatalogue;
import io.wattledger.estimator.cli.CatalogueFile;
import io.wattledger.schemas.SchemaRegistries;
import io.wattledger.schemas.SchemaRegistry;
import io.wattledger.schemas.Topic;
import io.wattledger.schemas.Topics;
import io.wattledger.servers.KafkaBroker;
import io.wattledger.servers.RegistryServer;
import io.wattledger.standalone.kafka.Progress;
import io.wattledger.standalone.publish.CostTable;
import io.wattledger.standalone.publish.Desired;
import io.wattledger.standalone.publish.Plan;
import io.wattledger.standalone.publish.PublishException;
import io.wattledger.standalone.publish.Publisher;
import io.wattledger.standalone.publish.TableKeys;
import io.wattledger.v1.CostRevision;
import io.wattledger.v1.InferenceCosts;
import io.wattledger.v1.SiteRevision;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code wattledger publish} on a real broker and registry; each test has a prefix of its own. */
class PublishIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant BEGINNING = Instant.parse("2020-01-01T00:00:00Z");

    @TempDir
    static Path data;

    private static KafkaBroker broker;
    private static RegistryServer server;
    private static SchemaRegistry registry;

    @TempDir
    Path folder;

    private String prefix = "";
    private Topics topics;

    @BeforeAll
    static void start() {
        broker = KafkaBroker.start(data.resolve("kafka"), 0);
        server = RegistryServer.start(data.resolve("registry"), 0);
        registry = SchemaRegistries.connect(Map.of("schema.registry.url", server.url()));
    }

    @AfterAll
    static void stop() {
        registry.close();
        server.close();
        broker.close();
    }

    @BeforeEach
    void name(TestInfo test) {
        prefix = test.getTestMethod().orElseThrow().getName() + ".";
        topics = new Topics(prefix, registry, true);
    }

    private record Ran(int status, String out, String err) {}

    @Test
    void shouldWriteAllOfTheBundledTableOnceAndThenNothing() throws Exception {
        createTopics(Map.of());

        Ran first = publish();
        TopicContents written = contents(topics.costs());
        int rows = written.table(topics.costs()).size();
        Ran second = publish();

        assertThat(first.status()).as(first.err()).isZero();
        assertThat(first.out())
                .contains("resnet50|rtx-4090-24gb", "J/inference @1024")
                .contains(
                        "\n%1$d rows: %1$d new, 0 changed, 0 unchanged; written in one transaction\n".formatted(rows));
        assertThat(written.table(topics.costs()))
                .hasSizeGreaterThanOrEqualTo(22)
                .allSatisfy((key, row) -> {
                    assertThat(key).isEqualTo(row.getModelId() + "|" + row.getGpu());
                    assertThat(row.getRevisions()).singleElement().satisfies(revision -> {
                        assertThat(revision.getEffectiveFrom()).isEqualTo(BEGINNING);
                        assertThat(revision.getRevision()).matches("2020-01-01-[0-9a-f]{8}");
                    });
                });
        assertThat(second.status()).isZero();
        assertThat(second.out())
                .isEqualTo("%1$d rows: 0 new, 0 changed, %1$d unchanged; nothing to write\n".formatted(rows));
        assertThat(contents(topics.costs()).ends()).isEqualTo(written.ends());
    }

    @Test
    void shouldAddARevisionToTheRowThatChangedAndKeepItsOldOne() throws Exception {
        createTopics(Map.of());
        publish("--catalogue", own(1.5, 2).toString());
        Map<String, InferenceCosts> before = contents(topics.costs()).table(topics.costs());

        Ran changed = publish("--catalogue", own(1.5, 3).toString());

        assertThat(changed.status()).as(changed.err()).isZero();
        assertThat(changed.out())
                .contains("own-b|g", "changed", "J/output token @8", "+50.0 %")
                .doesNotContain("own-a|g")
                .contains("2 rows: 0 new, 1 changed, 1 unchanged; written in one transaction");
        Map<String, InferenceCosts> after = contents(topics.costs()).table(topics.costs());
        assertThat(row(after, "own-a|g").toString())
                .isEqualTo(row(before, "own-a|g").toString());
        List<CostRevision> revisions = row(after, "own-b|g").getRevisions();
        assertThat(revisions).hasSize(2);
        assertThat(revisions.get(0).toString())
                .isEqualTo(row(before, "own-b|g").getRevisions().get(0).toString());
        assertThat(Duration.between(revisions.get(1).getEffectiveFrom(), Instant.now()))
                .isBetween(Duration.ZERO, Duration.ofMinutes(1));
        assertThat(revisions
                        .get(1)
                        .getOperatingPoints()
                        .get(0)
                        .getMicrojoulesPerOutputToken()
                        .getCentral())
                .isEqualTo(3e6);
        assertThat(revisions.get(1).getProvenance()).singleElement().satisfies(term -> assertThat(term.getSource())
                .isEqualTo("own meter, 2026-11"));
    }

    @Test
    void shouldShowAndNotWriteInADryRun() throws Exception {
        createTopics(Map.of());
        publish("--catalogue", own(1, 2).toString());
        TopicContents before = contents(topics.costs());

        Ran text = publish("--catalogue", own(1, 3).toString(), "--dry-run");
        Ran json = publish("--catalogue", own(1, 3).toString(), "--dry-run", "--json");

        assertThat(text.status()).isZero();
        assertThat(text.out()).contains("own-b|g").contains("1 changed, 1 unchanged; dry run, nothing was written");
        JsonNode object = JSON.readTree(json.out());
        assertThat(object.at("/topic").asText()).isEqualTo(topics.costs().name());
        assertThat(object.at("/dryRun").asBoolean()).isTrue();
        assertThat(object.at("/changed").asInt()).isEqualTo(1);
        assertThat(object.at("/rows/1/key").asText()).isEqualTo("own-b|g");
        assertThat(object.at("/rows/1/revisions/0/old/J~1output token @8").asDouble())
                .isEqualTo(2);
        assertThat(object.at("/rows/1/revisions/0/new/J~1output token @8").asDouble())
                .isEqualTo(3);
        assertThat(contents(topics.costs()).ends()).isEqualTo(before.ends());
    }

    @Test
    void shouldPutARevisionOfThePastInItsPlaceAndReplaceOneOfTheSameTime() throws Exception {
        createTopics(Map.of());
        publish("--catalogue", own(1, 2).toString(), "--model", "own-b");
        publish("--catalogue", own(1, 3).toString(), "--model", "own-b", "--effective-from", "2026-06-01");

        Ran inserted =
                publish("--catalogue", own(1, 4).toString(), "--model", "own-b", "--effective-from", "2026-03-01");
        Ran replaced = publish(
                "--catalogue", own(1, 5).toString(), "--model", "own-b", "--effective-from", "2026-03-01T00:00:00Z");

        assertThat(inserted.out())
                .contains("later revisions still hold from their time: 2026-06-01-")
                .contains("+100.0 %");
        assertThat(replaced.out()).contains("replaced").contains("+25.0 %");
        assertThat(row(contents(topics.costs()).table(topics.costs()), "own-b|g")
                        .getRevisions())
                .extracting(revision -> revision.getEffectiveFrom().toString().substring(0, 10)
                        + " "
                        + revision.getOperatingPoints()
                                .get(0)
                                .getMicrojoulesPerOutputToken()
                                .getCentral())
                .containsExactly("2020-01-01 2000000.0", "2026-03-01 5000000.0", "2026-06-01 3000000.0");
    }

    @Test
    void shouldPublishSitesAndWhatATypicalInferenceCostsThere() throws Exception {
        createTopics(Map.of());
        Path file = write("sites.yaml", """
                sites:
                  - {region: cellar, pue: 1.1, wueLitresPerKwh: 0, ewifLitresPerKwh: 2, gramsCo2ePerKwh: 300,
                     effectiveFrom: 2025-01-01, source: own meter, sourceDate: 2025}
                  - {region: cellar, pue: 1.1, wueLitresPerKwh: 0, ewifLitresPerKwh: 2, gramsCo2ePerKwh: 250,
                     effectiveFrom: 2026-01-01, source: own meter, sourceDate: 2026}
                costs:
                  - {model: m, gpu: g, source: own meter, sourceDate: 2026,
                     operatingPoints: [{batch: 1, energyJoules: {perInference: 3600000}}]}
                """);

        Ran first = publish("sites", "--catalogue", file.toString(), "--with-bundled");
        Ran second = publish("sites", "--catalogue", file.toString(), "--with-bundled");
        Ran one = publish("sites", "--region", "eu-west-1");
        Ran typical = publish("--catalogue", file.toString(), "--region", "cellar");

        assertThat(first.status()).as(first.err()).isZero();
        int regions = SiteCatalogue.bundled().rows().size() + 1;
        assertThat(first.out()).contains("%d rows: %d new".formatted(regions, regions));
        assertThat(second.out())
                .isEqualTo("%d rows: 0 new, 0 changed, %d unchanged; nothing to write\n".formatted(regions, regions));
        assertThat(one.out()).isEqualTo("1 row: 0 new, 0 changed, 1 unchanged; nothing to write\n");
        var sites = contents(topics.sites()).table(topics.sites());
        assertThat(Objects.requireNonNull(sites.get("cellar")).getRevisions())
                .extracting(SiteRevision::getGramsCo2ePerKwh)
                .containsExactly(300.0, 250.0);
        assertThat(typical.status()).as(typical.err()).isZero();
        var reference = row(contents(topics.costs()).table(topics.costs()), "m|g")
                .getRevisions()
                .get(0)
                .getReference();
        assertThat(reference.getRegion()).isEqualTo("cellar");
        assertThat(reference.getCarbonMicrograms().getCentral()).isEqualTo(1.1 * 250 * 1e6);
    }

    @Test
    void shouldLeaveTheTableAsItWasWhenARowIsTooLarge() throws Exception {
        createTopics(Map.of("max.message.bytes", "2000"));
        publish("--catalogue", own(1, 2).toString());
        Map<String, InferenceCosts> before = contents(topics.costs()).table(topics.costs());
        Path large = write("large.yaml", """
                costs:
                  - {model: own-a, gpu: g, source: new, sourceDate: 2026, operatingPoints: [{batch: 1, energyJoules: {perInference: 9}}]}
                  - {model: own-b, gpu: g, source: "%s", sourceDate: 2026, operatingPoints: [{batch: 1, energyJoules: {perInference: 9}}]}
                """.formatted("long ".repeat(600)));

        Ran refused = publish("--catalogue", large.toString());

        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).contains("nothing was written: row own-b|g was refused");
        assertThat(refused.out()).isEmpty();
        assertThat(contents(topics.costs()).table(topics.costs()).toString()).isEqualTo(before.toString());
        assertThat(publish("--catalogue", own(1, 2).toString()).out()).contains("nothing to write");
    }

    @Test
    void shouldGiveWayToAPublisherThatBeganLater() throws Exception {
        createTopics(Map.of());
        publish("--catalogue", own(1, 2).toString());
        List<Plan<CostRevision>> later = new ArrayList<>();
        // The second begins and ends while the first has read the table and not written yet.
        Progress interrupted = (topic, read, total) -> {
            if (read == total) {
                try {
                    later.add(publisher(Progress.NONE)
                            .publish(CostTable.of(topics, false), desired(own(7, 2)), Instant.now()));
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            }
        };

        assertThatThrownBy(() ->
                        publisher(interrupted).publish(CostTable.of(topics, false), desired(own(8, 8)), Instant.now()))
                .isInstanceOf(PublishException.class)
                .hasMessageContaining("another publisher began after this one")
                .hasMessageContaining(prefix + "publish");

        assertThat(later).singleElement().satisfies(plan -> assertThat(plan.changed())
                .hasSize(1));
        var table = contents(topics.costs()).table(topics.costs());
        assertThat(row(table, "own-a|g").getRevisions()).hasSize(2);
        assertThat(row(table, "own-b|g").getRevisions()).hasSize(1);
    }

    @Test
    void shouldRefuseATableWithARowThatCannotBeRead() throws Exception {
        createTopics(Map.of());
        send("own-a|g", "no avro".getBytes(StandardCharsets.UTF_8));

        Ran refused = publish("--catalogue", own(1, 2).toString());

        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err())
                .contains("topic " + topics.costs().name() + " partition 0 offset 0", "magic byte", "key own-a|g");
        send("own-a|g", null);
        assertThat(publish("--catalogue", own(1, 2).toString()).out()).contains("2 rows: 2 new");
    }

    @Test
    void shouldSayThatTheTopicIsMissing() throws Exception {
        Ran refused = publish();

        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).contains(topics.costs().name()).contains("'wattledger run' creates it");
    }

    @Test
    void shouldRegisterNoSchemaWhereOthersDo() throws Exception {
        createTopics(Map.of());

        Ran refused = publish("--set", "registry.auto.register.schemas=false");

        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).contains(topics.costs().name() + "-value");
        assertThat(contents(topics.costs()).records()).isEmpty();
        assertThat(registry.versions(topics.costs().name() + "-value")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "prices                                     | 'prices' is no table; write costs or sites",
                "--model resnet5                            | unknown model 'resnet5'; did you mean resnet50",
                "--gpu h10O                                 | unknown GPU 'h10O'; did you mean h100",
                "--method alpha-flops                       | --method and --batch go with --model and --gpu",
                "--model gpt2-xl --gpu t4                   | --model gpt2-xl --gpu t4: nobody measured gpt2-xl on t4-16gb",
                "--model resnet50 --gpu t4 --batch 8,8      | --batch is [8, 8]; give sizes of 1 or more, each once",
                "--region eu-west1                          | unknown region 'eu-west1'; did you mean eu-west-1",
                "sites --region eu-west1                    | unknown region 'eu-west1'; did you mean eu-west-1",
                "--region eu-west-1 --region us-east-1      | --region is given twice",
                "--effective-from tomorrow                  | --effective-from is 'tomorrow'",
                "sites --effective-from 2026-01-01          | go with costs, not with sites",
                "--with-bundled                             | --with-bundled goes with --catalogue",
                "--catalogue no-such-file.yaml              | no-such-file.yaml",
                "--set app.threads=none                     | app.threads",
            })
    void shouldSayWhatIsMisused(String arguments, String problem) {
        Ran misused = publish(arguments.split(" ", -1));

        assertThat(misused.err()).contains(problem).doesNotContain("\tat ");
        assertThat(misused.out()).isEmpty();
        assertThat(misused.status()).isEqualTo(2);
    }

    @Test
    void shouldRefuseAFileWithAllItsProblemsAndOneWithoutTheTable() throws Exception {
        Path bad = write("bad.yaml", "costs:\n  - {model: m, gpu: g}\nsits: []\n");
        Path estimates = write("estimates.yaml", "estimates:\n  - {model: m, gpu: g}\n");

        Ran problems = publish("--catalogue", bad.toString());

        assertThat(problems.status()).isEqualTo(2);
        assertThat(problems.err())
                .contains("bad.yaml, line 2: costs[0].source: missing")
                .contains("bad.yaml, line 3: sits: unknown");
        assertThat(publish("sites", "--catalogue", estimates.toString()).err()).contains("has no sites");
        assertThat(publish("--catalogue", estimates.toString()))
                .satisfies(ran -> assertThat(ran.status()).isEqualTo(2))
                .satisfies(ran -> assertThat(ran.err()).contains("line 2: estimates[0]"));
    }

    /** A model per cost, joules per output token at batch size 8. */
    private Path own(double a, double b) throws Exception {
        return write("own.yaml", """
                costs:
                  - {model: own-a, gpu: g, source: own meter, sourceDate: 2026-11, operatingPoints: [{batch: 8, energyJoules: {perOutputToken: %s}}]}
                  - {model: own-b, gpu: g, source: own meter, sourceDate: 2026-11, operatingPoints: [{batch: 8, energyJoules: {perOutputToken: %s}}]}
                """.formatted(a, b));
    }

    private Path write(String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text);
    }

    private static List<Desired<CostRevision>> desired(Path file) throws Exception {
        return CostTable.desired(
                CatalogueFile.read(file).costs(), TableKeys.ownNames(), Optional.empty(), Optional.empty());
    }

    private Publisher publisher(Progress progress) {
        return new Publisher(Map.of("bootstrap.servers", broker.bootstrapServers()), prefix, progress);
    }

    private Ran publish(String... arguments) {
        List<String> all = new ArrayList<>(List.of("publish"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--bootstrap", broker.bootstrapServers(), "--registry", server.url()));
        all.addAll(List.of("--set", "topics.prefix=" + prefix));
        var out = new StringWriter();
        var err = new StringWriter();
        int status = Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
        return new Ran(status, out.toString(), err.toString());
    }

    private void createTopics(Map<String, String> more) throws Exception {
        Map<String, String> configs = new java.util.HashMap<>(more);
        configs.put("cleanup.policy", "compact");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", (Object) broker.bootstrapServers()))) {
            NewTopics.create(
                    admin,
                    List.of(
                            new NewTopic(topics.costs().name(), 1, (short) 1).configs(configs),
                            new NewTopic(topics.sites().name(), 1, (short) 1).configs(configs)));
        }
    }

    private void send(String key, byte @org.jspecify.annotations.Nullable [] value) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topics.costs().name(), key.getBytes(StandardCharsets.UTF_8), value))
                    .get();
        }
    }

    private static InferenceCosts row(Map<String, InferenceCosts> table, String key) {
        return Objects.requireNonNull(table.get(key), key);
    }

    private TopicContents contents(Topic<?, ?> topic) {
        return TopicContents.of(broker.bootstrapServers(), topic.name());
    }
}
