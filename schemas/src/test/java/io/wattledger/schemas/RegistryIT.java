package io.wattledger.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wattledger.servers.RegistryServer;
import io.wattledger.v1.InferenceEvent;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** The contract against a real registry; each test has topics of its own. */
class RegistryIT {
    private static final int WRITERS = 4;
    private static final int ROUNDS = 20;

    @TempDir
    static Path folder;

    private static RegistryServer server;

    private SchemaRegistry registry;
    private Topics topics;

    @BeforeAll
    static void startServer() {
        server = RegistryServer.start(folder, 0);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void connect(TestInfo test) {
        registry = SchemaRegistries.connect(Map.of("schema.registry.url", server.url()));
        topics = new Topics(test.getTestMethod().orElseThrow().getName() + ".", registry, true);
    }

    @AfterEach
    void disconnect() {
        registry.close();
    }

    @Test
    void shouldRegisterEverySubjectAndAgain() {
        topics.registerAll();
        topics.registerAll();
        assertThat(registry.versions(topics.minutes().name() + "-key")).hasSize(1);
        assertThat(registry.versions(topics.events().name() + "-value")).hasSize(1);
        assertThat(registry.versions(topics.rejected().name() + "-value")).hasSize(1);
    }

    @Test
    void shouldRegisterNewSubjectsAlthoughOthersDoSoAtTheSameMoment() throws Exception {
        Schema schema = topics.eventCodec().schema();
        List<Integer> ids = atTheSameMoment((own, round) -> own.register("race-" + round + "-value", schema));
        assertThat(ids).containsOnly(ids.get(0));
    }

    @Test
    void shouldSetTheRulesOfNewSubjectsAlthoughOthersDoSoAtTheSameMoment() throws Exception {
        // Given
        Schema schema = topics.eventCodec().schema();
        for (int round = 0; round < ROUNDS; round++) {
            registry.register("rule-" + round + "-value", schema);
        }
        // When, Then
        atTheSameMoment((own, round) -> {
            own.requireCompatibility("rule-" + round + "-value", "BACKWARD_TRANSITIVE");
            return round;
        });
    }

    /** Takes the step in each round by some writers at once, each with a client of its own; none of them may fail. */
    private static List<Integer> atTheSameMoment(BiFunction<SchemaRegistry, Integer, Integer> step) throws Exception {
        CyclicBarrier together = new CyclicBarrier(WRITERS);
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        List<Integer> results = new CopyOnWriteArrayList<>();
        List<RuntimeException> failures = new CopyOnWriteArrayList<>();
        List<Future<?>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            writers.add(threads.submit(() -> {
                try (SchemaRegistry own = SchemaRegistries.connect(Map.of("schema.registry.url", server.url()))) {
                    for (int round = 0; round < ROUNDS; round++) {
                        together.await();
                        try {
                            results.add(step.apply(own, round));
                        } catch (RuntimeException e) {
                            failures.add(e); // and goes on, as the others wait for it
                        }
                    }
                }
                return null;
            }));
        }
        for (Future<?> writer : writers) {
            writer.get(1, TimeUnit.MINUTES);
        }
        threads.shutdownNow();
        assertThat(failures).isEmpty();
        return results;
    }

    @Test
    void shouldAcceptANewFieldWithADefaultAndReadBothVersions() {
        // Given
        topics.registerAll();
        String subject = topics.events().name() + "-value";
        Schema ours = topics.eventCodec().schema();
        Schema evolved = with(ours, new Schema.Field("cooling", Schema.create(Schema.Type.STRING), "How.", "air"));
        // When
        assertThat(registry.incompatibilities(subject, evolved)).isEmpty();
        int id = registry.register(subject, evolved);
        // Then
        assertThat(id).isNotEqualTo(registry.idOf(subject, ours));
        assertThat(registry.versions(subject)).hasSize(2);
        assertThat(registry.byId(id)).isEqualTo(evolved);
    }

    @Test
    void shouldRefuseABreakingChange() {
        topics.registerAll();
        String subject = topics.events().name() + "-value";
        Schema breaking =
                with(topics.eventCodec().schema(), new Schema.Field("cooling", Schema.create(Schema.Type.STRING)));
        assertThat(registry.incompatibilities(subject, breaking)).isNotEmpty();
        assertThatThrownBy(() -> registry.register(subject, breaking))
                .isInstanceOf(IncompatibleSchemaException.class)
                .hasMessageContaining(subject)
                .hasMessageContaining("409");
    }

    @Test
    void shouldRefuseWhatOnlyTheVersionBeforeTheLastForbids() {
        // Given a field that went and would come back as another type
        topics.registerAll();
        String subject = topics.events().name() + "-value";
        Schema first = topics.eventCodec().schema();
        Schema without = without(first, "gpuCount");
        registry.register(subject, without);
        // When
        Schema back = with(without, new Schema.Field("gpuCount", Schema.create(Schema.Type.STRING), "Names.", ""));
        // Then
        assertThatThrownBy(() -> registry.register(subject, back)).isInstanceOf(IncompatibleSchemaException.class);
    }

    @Test
    void shouldRefuseAnotherSchemaForAKey() {
        String subject = topics.minutes().name() + "-key";
        Schema ours = Contract.of(io.wattledger.v1.FootprintKey.getClassSchema());
        registry.register(subject, with(ours, new Schema.Field("x", Schema.create(Schema.Type.STRING), "X.", "")));
        assertThatThrownBy(topics::registerAll)
                .isInstanceOf(IncompatibleSchemaException.class)
                .hasMessageContaining("never changes");
    }

    @Test
    void shouldSayThatAnIdIsUnknown() {
        assertThatThrownBy(() -> registry.byId(987_654))
                .isInstanceOf(UnknownSchemaException.class)
                .hasMessageContaining("987654")
                .hasMessageContaining(server.url());
    }

    @Test
    void shouldSayThatASchemaIsNotRegistered() {
        assertThatThrownBy(
                        () -> registry.idOf("nowhere-value", topics.eventCodec().schema()))
                .isInstanceOf(UnknownSchemaException.class)
                .hasMessageContaining("nowhere-value");
    }

    @Test
    void shouldReachTheSecondUrlWhenTheFirstIsDown() {
        String down = "http://127.0.0.1:1/apis/ccompat/v7";
        try (SchemaRegistry both = SchemaRegistries.connect(Map.of("schema.registry.url", down + "," + server.url()))) {
            assertThat(both.versions("nowhere")).isEmpty();
        }
    }

    @Test
    void shouldReadWhatAnotherClientWrote() {
        Topic<byte[], InferenceEvent> events = topics.events();
        byte[] theirs = OtherClient.write(URI.create(server.url()), events.name(), Records.event());
        assertThat(topics.eventCodec().decode(theirs, new Position(events.name(), 0, 0)))
                .isEqualTo(Records.event());
    }

    @Test
    void shouldWriteWhatAnotherClientReads() {
        Topic<byte[], InferenceEvent> events = topics.events();
        byte[] ours = events.value().serializer().serialize(events.name(), Records.event());
        assertThat(OtherClient.read(URI.create(server.url()), events.name(), ours)
                        .get("eventId"))
                .hasToString("request-1");
    }

    private static Schema with(Schema schema, Schema.Field field) {
        List<Schema.Field> fields = copied(schema.getFields());
        fields.add(field);
        return record(schema, fields);
    }

    private static Schema without(Schema schema, String name) {
        return record(
                schema,
                copied(schema.getFields().stream()
                        .filter(field -> !field.name().equals(name))
                        .toList()));
    }

    private static List<Schema.Field> copied(List<Schema.Field> fields) {
        return new ArrayList<>(fields.stream()
                .map(field -> new Schema.Field(field, field.schema()))
                .toList());
    }

    private static Schema record(Schema like, List<Schema.Field> fields) {
        return Schema.createRecord(like.getName(), like.getDoc(), like.getNamespace(), false, fields);
    }
}
