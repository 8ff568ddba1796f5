package io.wattledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wattledger.estimator.OperatingPoint;
import io.wattledger.estimator.catalogue.CostCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients from npm, Kafka's and the registry's, use Wattledger with nothing but two addresses. Skipped without Node. */
class NodeClientIT {

    private static final int[] OLDEST_NODE = {20, 19};
    private static final Path SOURCES = Path.of("src", "test", "node");
    private static final Path PROJECT = Path.of("target", "node-client");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MODEL = "llama-3.1-8b-instruct";
    private static final String GPU = "h100-sxm5-80gb";

    @BeforeAll
    static void installOrSkip() throws Exception {
        assumeTrue(hasNode(), "Node " + OLDEST_NODE[0] + "." + OLDEST_NODE[1] + " or newer with npm is needed");
        Files.createDirectories(PROJECT);
        for (String file : List.of("package.json", "client.mjs")) {
            Files.copy(SOURCES.resolve(file), PROJECT.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        Output install = run(
                PROJECT, List.of("npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts"));
        assumeTrue(install.status() == 0, "npm could not install the clients: " + install.err());
    }

    @Test
    void shouldBookEventsOfAForeignClientAndLetItReadTheTotals(@TempDir Path folder) throws Exception {
        // Given: two requests without, one with a project; all within one hour
        Instant now = Instant.now();
        List<Map<String, Object>> events = List.of(
                event("a", now, Map.of("inputTokens", 100, "outputTokens", 10)),
                event("b", now, Map.of("inputTokens", 300, "outputTokens", 30, "cachedInputTokens", 50)),
                event("c", now, Map.of("inputTokens", 7, "outputTokens", 1, "project", "web")));

        // When
        Output client;
        try (Standalone standalone = Standalone.start(folder, new Standalone.Ports(0, 0, 0))) {
            client = run(
                    PROJECT,
                    List.of(
                            "node",
                            "client.mjs",
                            standalone.bootstrapServers(),
                            standalone.registryUrl(),
                            JSON.writeValueAsString(events)));
        }

        // Then
        assertThat(client.status()).as(client.err()).isZero();
        JsonNode totals = JSON.readTree(client.out());
        assertThat(totals).hasSize(2);
        JsonNode whole = find(totals, "");
        JsonNode project = find(totals, "web");
        assertThat(whole.at("/key/team").asText()).isEqualTo("node");
        assertThat(whole.at("/key/modelId").asText()).isEqualTo(MODEL);
        assertThat(whole.at("/key/windowSeconds").asInt()).isEqualTo(3600);
        assertThat(whole.at("/key/windowStart").asLong())
                .isEqualTo(Math.floorDiv(now.toEpochMilli(), 3_600_000L) * 3_600_000L);
        assertUsage(whole, 2, 400, 50, 40);
        assertUsage(project, 1, 7, 0, 1);
        assertEnergy(whole, 2, 400, 50, 40);
        assertEnergy(project, 1, 7, 0, 1);
    }

    private static Map<String, Object> event(String id, Instant at, Map<String, Object> more) {
        Map<String, Object> event = new java.util.TreeMap<>(more);
        event.putAll(Map.of(
                "eventId",
                id,
                "source",
                "npm",
                "occurredAt",
                at.toEpochMilli(),
                "modelId",
                MODEL,
                "gpu",
                GPU,
                "team",
                "node",
                "region",
                "eu-west-1"));
        return event;
    }

    private static JsonNode find(JsonNode totals, String project) {
        return IntStream.range(0, totals.size())
                .mapToObj(totals::get)
                .filter(total -> total.at("/key/project").asText("").equals(project))
                .findFirst()
                .orElseThrow();
    }

    private static void assertUsage(JsonNode total, long requests, long input, long cached, long output) {
        assertThat(total.at("/total/requests").asLong()).isEqualTo(requests);
        assertThat(total.at("/total/inferences").asLong()).isEqualTo(requests);
        assertThat(total.at("/total/inputTokens").asLong()).isEqualTo(input);
        assertThat(total.at("/total/cachedInputTokens").asLong()).isEqualTo(cached);
        assertThat(total.at("/total/outputTokens").asLong()).isEqualTo(output);
    }

    /** Each event may lie in a partition of its own, and each is rounded there. */
    private static void assertEnergy(JsonNode total, long requests, long input, long cached, long output) {
        OperatingPoint point = CostCatalogue.bundled()
                .withHost()
                .find(MODEL, GPU)
                .orElseThrow()
                .defaultPoint();
        var expected = point.energy(requests, input, cached, output);
        JsonNode energy = total.at("/total/energyMicrojoules");
        var rounding = within(0.5 * requests);
        assertThat(energy.at("/low").asDouble()).isCloseTo(expected.low().value() * 1e6, rounding);
        assertThat(energy.at("/central").asDouble())
                .isCloseTo(expected.central().value() * 1e6, rounding);
        assertThat(energy.at("/high").asDouble()).isCloseTo(expected.high().value() * 1e6, rounding);
        assertThat(total.at("/total/carbonMicrograms/central").asLong()).isPositive();
    }

    private static boolean hasNode() throws InterruptedException {
        try {
            run(Path.of("."), List.of("npm", "--version"));
            String[] version = run(Path.of("."), List.of("node", "--version"))
                    .out()
                    .strip()
                    .substring(1)
                    .split("\\.", -1);
            int major = Integer.parseInt(version[0]);
            return major > OLDEST_NODE[0]
                    || (major == OLDEST_NODE[0] && Integer.parseInt(version[1]) >= OLDEST_NODE[1]);
        } catch (IOException e) {
            return false;
        }
    }

    private record Output(int status, String out, String err) {}

    private static Output run(Path directory, List<String> command) throws IOException, InterruptedException {
        Path out = Files.createTempFile("node", ".out");
        Path err = Files.createTempFile("node", ".err");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            return new Output(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }
}
