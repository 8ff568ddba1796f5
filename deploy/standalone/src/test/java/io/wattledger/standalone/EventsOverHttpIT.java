package io.wattledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wattledger.servers.KafkaBroker;
import io.wattledger.servers.RegistryServer;
import io.wattledger.standalone.child.JavaChild;
import io.wattledger.standalone.child.SteadyPorts;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events over HTTP into real books, with an application that is killed between its word and its books. */
class EventsOverHttpIT {

    private static final Duration LONG = Duration.ofSeconds(90);
    private static final int BATCHES = 5;
    private static final int EVENTS = 200;

    @TempDir
    static Path shared;

    private static KafkaBroker broker;
    private static RegistryServer registry;

    private final HttpClient client = HttpClient.newHttpClient();
    private final ObjectMapper mapper = new ObjectMapper();
    private int port = new SteadyPorts().next();

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

    private static List<String> where(KafkaBroker kafka) {
        return List.of("--bootstrap", kafka.bootstrapServers(), "--registry", registry.url());
    }

    private JavaChild run(Path folder, KafkaBroker kafka, String... settings) {
        List<String> arguments = new ArrayList<>(List.of("run"));
        arguments.addAll(where(kafka));
        arguments.addAll(List.of("--port", Integer.toString(port)));
        arguments.addAll(List.of("--set", "app.state-dir=" + folder.resolve("state")));
        for (String setting : settings) {
            arguments.addAll(List.of("--set", setting));
        }
        return JavaChild.start(new JavaChild.Program(Main.class.getName(), 512, arguments), folder.resolve("run.log"));
    }

    @Test
    void shouldLoseNothingThatWasAcknowledgedWhenItIsKilledBeforeItBooks(@TempDir Path folder) throws Exception {
        List<String> batches = IntStream.range(0, BATCHES).mapToObj(this::batch).toList();
        // Given: an instance that has taken events, and is a minute away from its next commit
        try (JavaChild first =
                run(folder, broker, "app.commit-interval=60s", "kafka.producer.transaction.timeout.ms=120000")) {
            awaitReady(first);
            for (String batch : batches) {
                HttpResponse<String> answer = post(batch);
                assertThat(answer.statusCode()).isEqualTo(202);
                assertThat(mapper.readTree(answer.body()).path("accepted").asInt())
                        .isEqualTo(EVENTS);
            }

            // When
            first.kill();
        }
        assertThat(TopicContents.of(broker.bootstrapServers(), "wattledger.intake")
                        .records())
                .as("it was killed before it booked")
                .isEmpty();

        try (JavaChild second = run(folder, broker)) {
            awaitReady(second);
            // Then
            await().atMost(LONG).untilAsserted(() -> assertThat(requests()).isEqualTo(BATCHES * EVENTS));
            JsonNode before = footprint();

            // When: the gateway, which knows nothing of it, sends all again
            for (String batch : batches) {
                assertThat(post(batch).statusCode()).isEqualTo(202);
            }

            // Then
            await().atMost(LONG).untilAsserted(() -> assertThat(
                            get("/api/v1/status").at("/events/duplicate").asInt())
                    .isEqualTo(BATCHES * EVENTS));
            assertThat(get("/api/v1/status").at("/addUp").asBoolean()).isTrue();
            assertThat(footprint()).isEqualTo(before);
            assertClean();
            assertThatEachAnswersForAll(folder.resolve("other"), before);
        }
    }

    private void assertThatEachAnswersForAll(Path folder, JsonNode all) {
        int here = port;
        port = new SteadyPorts().next();
        try (JavaChild other = run(folder, broker)) {
            awaitReady(other);
            await().atMost(LONG).untilAsserted(() -> assertThat(footprint()).isEqualTo(all));
        } finally {
            port = here;
        }
    }

    /** A write that failed and came again is there once: no answer stands for an event that is in no topic. */
    @Test
    void shouldSayNothingOfEventsThatKafkaDoesNotHave(@TempDir Path folder) throws Exception {
        int kafka = new SteadyPorts().next();
        KafkaBroker own = KafkaBroker.start(folder.resolve("kafka"), kafka);
        try (JavaChild instance = run(folder, own, "topics.prefix=down.")) {
            awaitReady(instance);
            // When
            own.close();
            // Then
            HttpResponse<String> refused = post(batch(0));
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();

            // When
            own = KafkaBroker.start(folder.resolve("kafka"), kafka);
            // Then
            await().atMost(LONG)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> post(batch(0)).statusCode() == 202);
            await().atMost(LONG).untilAsserted(() -> assertThat(requests()).isEqualTo(EVENTS));
        } finally {
            own.close();
        }
    }

    private String batch(int number) {
        String now = Instant.now().toString();
        return IntStream.range(0, EVENTS)
                .mapToObj(i -> """
                        {"specversion": "1.0", "type": "io.wattledger.inference.v1", "source": "test", "id": "%d-%d",
                         "time": "%s", "data": {"modelId": "m", "gpu": "g", "team": "t%d", "region": "r", "outputTokens": %d}}
                        """.formatted(number, i, now, i % 7, i))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private HttpResponse<String> post(String batch) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(uri("/api/v1/events"))
                        .header("Content-Type", "application/cloudevents-batch+json")
                        .timeout(Duration.ofSeconds(40))
                        .POST(BodyPublishers.ofString(batch))
                        .build(),
                BodyHandlers.ofString());
    }

    private void awaitReady(JavaChild instance) {
        await().atMost(LONG).until(() -> {
            if (!instance.isAlive()) {
                throw new AssertionError("ended by itself: " + Files.readString(instance.log()));
            }
            return ready();
        });
    }

    private boolean ready() throws InterruptedException {
        try {
            return client.send(HttpRequest.newBuilder(uri("/health/ready")).build(), BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return mapper.readTree(client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString())
                .body());
    }

    private JsonNode footprint() throws IOException, InterruptedException {
        return get("/api/v1/footprint?by=team,model,gpu,region").path("rows");
    }

    private int requests() throws IOException, InterruptedException {
        return get("/api/v1/footprint").at("/total/requests").asInt();
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private void assertClean() {
        List<String> arguments = new ArrayList<>(List.of("audit"));
        arguments.addAll(where(broker));
        StringWriter out = new StringWriter();
        int status = Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute(arguments.toArray(String[]::new));
        assertThat(status).as(out.toString()).isZero();
        assertThat(out.toString()).contains("CLEAN");
    }
}
