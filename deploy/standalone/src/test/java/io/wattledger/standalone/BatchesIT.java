package io.wattledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wattledger.schemas.SchemaRegistries;
import io.wattledger.schemas.SchemaRegistry;
import io.wattledger.schemas.Topics;
import io.wattledger.servers.KafkaBroker;
import io.wattledger.servers.RegistryServer;
import io.wattledger.v1.InferenceEvent;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** {@code wattledger batches} on a real broker and registry; each test has a prefix of its own. */
class BatchesIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MODEL = "Qwen/Qwen3-8B";

    @TempDir
    static Path data;

    private static KafkaBroker broker;
    private static RegistryServer server;
    private static SchemaRegistry registry;

    @TempDir
    Path folder;

    private final Instant now = Instant.now();
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
    void shouldLearnTheBatchSizesAndWriteCostsThatPublishTakes() throws Exception {
        createTopics();
        List<InferenceEvent.Builder> events = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            events.add(event(MODEL, i % 2 == 0 ? 16 : 48, "told-" + i));
            events.add(event(MODEL, null, "untold-" + i));
        }
        events.add(event("our-own", 4, "own"));
        events.add(event("our-own", 4, "own"));
        events.add(event(MODEL, 1, "old").setOccurredAt(now.minus(Duration.ofDays(3))));
        events.add(event(MODEL, 1, "negative").setOutputTokens(-1));
        send(events);

        Path file = folder.resolve("batches.yaml");
        Ran table = run("batches", "--out", file.toString());
        Ran json = run("batches", "--json", "--model", MODEL);
        Ran again = run("batches", "--out", file.toString());
        Ran publish = run("publish", "--catalogue", file.toString(), "--dry-run", "--json");

        // Half of the tokens at 16 and half at 48: 2 / (1/16 + 1/48) = 24.
        assertThat(table.status()).as(table.err()).isZero();
        assertThat(table.out())
                .containsPattern("Qwen/Qwen3-8B +h100-sxm5-80gb +300 +50\\.0 +50\\.0 +24\\.0 +16 +48 +–")
                .containsPattern("our-own +h100-sxm5-80gb +1 +100\\.0 +100\\.0 +4\\.0 +4 +4 +–")
                .contains(": 301 events; left out as copies: 1, as no book takes them: 2");
        assertThat(table.err())
                .contains(
                        "left out: our-own on h100-sxm5-80gb: 1 of its requests told their batch size, and it takes 100")
                .contains("wrote " + file + ": 1 of 2");
        assertThat(again.status()).isEqualTo(2);
        assertThat(again.err()).contains("is there already").contains("--force");
        JsonNode pair = JSON.readTree(json.out()).at("/batches/0");
        assertThat(pair.at("/batch").asDouble()).isEqualTo(24);
        assertThat(pair.at("/requestsTold").asLong()).isEqualTo(150);
        assertThat(JSON.readTree(json.out()).at("/batches")).hasSize(1);
        assertThat(publish.status()).as(publish.err()).isZero();
        JsonNode plan = JSON.readTree(publish.out());
        assertThat(plan.at("/new").asInt()).isPositive();
        assertThat(publish.out()).contains("J/output token @24");

        // When it is published, it is what is booked by
        Ran published = run("publish", "--catalogue", file.toString());
        assertThat(published.status()).as(published.err()).isZero();
        assertThat(run("batches").out()).containsPattern("Qwen/Qwen3-8B .* 24\\.0 +16 +48 +24\n");
    }

    @Test
    void shouldSayWhatToDoWhereNoRequestToldItsBatchSize() throws Exception {
        createTopics();
        Ran empty = run("batches");
        send(List.of(event(MODEL, null, "untold")));
        Path file = folder.resolve("batches.yaml");

        Ran untold = run("batches", "--out", file.toString());

        assertThat(empty.status()).as(empty.err()).isZero();
        assertThat(empty.out()).startsWith(topics.events().name()).contains(": no event;");
        assertThat(untold.status()).as(untold.err()).isZero();
        assertThat(untold.out())
                .containsPattern("Qwen/Qwen3-8B +h100-sxm5-80gb +1 +0\\.0 +0\\.0 +– +– +– +–")
                .contains("Set batchSize in the events of the gateway");
        assertThat(untold.err()).contains("nothing was learned");
        assertThat(file).doesNotExist();
    }

    @Test
    void shouldSayWhatIsWrong() {
        assertThat(run("batches")).satisfies(ran -> {
            assertThat(ran.status()).isEqualTo(1);
            assertThat(ran.err())
                    .contains("there is no topic " + topics.events().name());
        });
        assertThat(run("batches", "--from", "soon").err()).contains("--from is 'soon'");
        assertThat(run("batches", "--from", "2026-02-01", "--to", "2026-01-01")).satisfies(ran -> {
            assertThat(ran.status()).isEqualTo(2);
            assertThat(ran.err()).contains("--from 2026-02-01T00:00:00Z is not before --to 2026-01-01T00:00:00Z");
        });
        assertThat(run("batches", "--out", folder.toString()).err()).contains("is a folder; name a file");
    }

    private InferenceEvent.Builder event(String model, @Nullable Integer batch, String id) {
        return InferenceEvent.newBuilder()
                .setEventId(id)
                .setSource("gateway")
                .setOccurredAt(now)
                .setModelId(model)
                .setGpu("h100-sxm5-80gb")
                .setTeam("search")
                .setRegion("eu-west-1")
                .setInputTokens(500)
                .setOutputTokens(100)
                .setBatchSize(batch);
    }

    /** The events, and a record that is none. */
    private void send(List<InferenceEvent.Builder> events) throws Exception {
        String topic = topics.events().name();
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (InferenceEvent.Builder each : events) {
                InferenceEvent event = each.build();
                sent.add(producer.send(new ProducerRecord<>(
                        topic,
                        event.getEventId().getBytes(StandardCharsets.UTF_8),
                        topics.events().value().serializer().serialize(topic, event))));
            }
            sent.add(producer.send(new ProducerRecord<>(topic, "no avro".getBytes(StandardCharsets.UTF_8))));
            for (Future<RecordMetadata> each : sent) {
                each.get();
            }
        }
    }

    private void createTopics() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", (Object) broker.bootstrapServers()))) {
            NewTopics.create(
                    admin,
                    List.of(
                            new NewTopic(topics.events().name(), 2, (short) 1),
                            new NewTopic(topics.costs().name(), 1, (short) 1)
                                    .configs(Map.of("cleanup.policy", "compact"))));
        }
    }

    private Ran run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
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
}
