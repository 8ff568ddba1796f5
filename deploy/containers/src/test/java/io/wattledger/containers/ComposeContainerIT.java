package io.wattledger.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** deploy/compose.yaml as README.md shows it: up, a file of requests, the books; and what is beside them. */
class ComposeContainerIT {

    private static final String PROJECT = "wattledger-it";
    private static final Duration LIMIT = Duration.ofMinutes(6);
    private static final int REQUESTS = 300;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, String> variables = new LinkedHashMap<>();

    @BeforeAll
    static void assumeCompose() throws Exception {
        Images.assumeAvailable(Images.kafka(), Images.registry(), Images.wattledger());
        assumeThat(run(Map.of(), "docker", "compose", "version").exitCode())
                .as("docker compose is installed")
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"compose/local.env", "compose/cluster.env", ""})
    void shouldBeCleanInEveryShape(String environment) throws Exception {
        List<String> command = new ArrayList<>(List.of("docker", "compose"));
        if (!environment.isEmpty()) {
            command.addAll(
                    List.of("--env-file", Images.DEPLOY.resolve(environment).toString()));
        }
        command.addAll(List.of("-f", Images.COMPOSE_FILE.toString(), "--profile", "database", "config", "--quiet"));
        Ended config = run(Map.of(), command.toArray(String[]::new));
        assertThat(config.exitCode()).as(config.output()).isZero();
        assertThat(config.output()).isEmpty();
    }

    @Test
    void shouldComeUpAndBookAReplayedTrace() throws Exception {
        for (String port : List.of(
                "KAFKA_PORT",
                "REGISTRY_PORT",
                "WATTLEDGER_PORT",
                "WATTLEDGER_PORT_2",
                "PROMETHEUS_PORT",
                "ALERTMANAGER_PORT",
                "GRAFANA_PORT",
                "POSTGRES_PORT",
                "CONNECT_PORT")) {
            variables.put(port, Integer.toString(freePort()));
        }
        variables.put("WATTLEDGER_JAVA_OPTS", "-XX:MaxRAMPercentage=60 " + Images.BRIEF);
        try {
            // When
            compose("--profile", "database", "up", "--detach", "--wait");
            compose(
                    "run",
                    "--rm",
                    "-T",
                    "--volume",
                    Images.DEPLOY.resolve("compose") + ":/in:ro",
                    "cli",
                    "replay",
                    "/in/requests.csv",
                    "--speed",
                    "max");
            String token = compose("exec", "-T", "wattledger-2", "cat", "/tokens/admin")
                    .strip();

            // Then: each instance answers for both, to whom has a token
            for (String port : List.of("WATTLEDGER_PORT", "WATTLEDGER_PORT_2")) {
                String url = "http://127.0.0.1:" + variables.get(port) + "/api/v1/footprint?by=team";
                assertThat(get(url, "").statusCode()).isEqualTo(401);
                await().atMost(LIMIT).untilAsserted(() -> {
                    JsonNode total = JSON.readTree(get(url, token).body()).path("total");
                    assertThat(total.path("requests").asInt()).isEqualTo(REQUESTS);
                    assertThat(total.path("unpricedRequests").asInt()).isZero();
                });
            }
            assertThat(compose("run", "--rm", "-T", "cli", "audit")).contains("CLEAN");
            // And Prometheus scrapes both with its own token, knows the rules, and reaches Alertmanager
            String prometheus = "http://127.0.0.1:" + variables.get("PROMETHEUS_PORT");
            await().atMost(LIMIT).untilAsserted(() -> {
                JsonNode up = JSON.readTree(
                        get(prometheus + "/api/v1/query?query=sum(up)", "").body());
                assertThat(up.at("/data/result/0/value/1").asText()).isEqualTo("2");
            });
            assertThat(get(prometheus + "/api/v1/rules", "").body()).contains("WattledgerStalled");
            assertThat(get(prometheus + "/api/v1/alertmanagers", "").body()).contains("alertmanager:9093");
            // And the database has what the topics have
            await().atMost(LIMIT).untilAsserted(() -> assertThat(compose(
                                    "exec",
                                    "-T",
                                    "postgres",
                                    "psql",
                                    "--username=wattledger",
                                    "--tuples-only",
                                    "--no-align",
                                    "--command=SELECT sum(requests) FROM footprint_hourly")
                            .strip())
                    .isEqualTo(Integer.toString(REQUESTS)));
        } finally {
            compose("--profile", "database", "down", "--volumes", "--timeout", "5");
        }
    }

    /** Runs docker compose on a project of its own, demands that it succeeds, and returns what it said on standard output. */
    private String compose(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("docker", "compose", "--project-name", PROJECT));
        if (Images.LOCAL) {
            command.addAll(List.of("--env-file", Images.LOCAL_ENV.toString()));
        }
        command.addAll(List.of("-f", Images.COMPOSE_FILE.toString()));
        command.addAll(List.of(arguments));
        Ended ended = run(variables, command.toArray(String[]::new));
        assertThat(ended.exitCode()).as("%s:%n%s", command, ended.output()).isZero();
        return ended.standardOutput();
    }

    private static Ended run(Map<String, String> environment, String... command) throws Exception {
        Path output = folder.resolve("output");
        Path error = folder.resolve("error");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(error.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("%s did not end:%n%s".formatted(List.of(command), text(error)));
        }
        return new Ended(process.exitValue(), text(output), text(output) + text(error));
    }

    private HttpResponse<String> get(String url, String token) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private record Ended(int exitCode, String standardOutput, String output) {}
}
