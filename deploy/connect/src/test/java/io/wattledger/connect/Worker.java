package io.wattledger.connect;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wattledger.standalone.child.ChildMain;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A Kafka Connect worker in a JVM of its own, with the configuration of this folder and the jars that the build gathered. */
final class Worker implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path HERE = Path.of("").toAbsolutePath();

    /** Behind UTC, and by half an hour more: a time that is read in the wrong zone shows. */
    private static final String ZONE = "America/St_Johns";

    private static final String LOGGING = """
            <configuration>
              <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
                <encoder><pattern>%d %level %logger{20} %msg%n</pattern></encoder>
              </appender>
              <root level="warn"><appender-ref ref="out"/></root>
            </configuration>
            """;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final Path log;
    private final URI url;

    /**
     * Starts it with the two connectors.
     *
     * @param variables what the configuration takes from the environment
     */
    Worker(Path folder, Map<String, String> variables) throws Exception {
        url = URI.create("http://127.0.0.1:" + Postgres.freePort());
        log = folder.resolve("connect.log");
        // Later lines win.
        Path settings = Files.writeString(
                folder.resolve("worker.properties"),
                Files.readString(HERE.resolve("worker.properties"))
                        + """

                        plugin.path=%s
                        listeners=%s
                        offset.storage.file.filename=%s
                        offset.flush.interval.ms=500
                        """.formatted(
                                HERE.resolve("plugins/target/plugins"), url, folder.resolve("connect.offsets")));
        Path logging = Files.writeString(folder.resolve("logback.xml"), LOGGING);
        Path childMain = Path.of(ChildMain.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Duser.timezone=" + ZONE,
                        "-Dlogback.configurationFile=" + logging,
                        "-cp",
                        HERE.resolve("../docker/kafka/target/lib/*") + File.pathSeparator + childMain,
                        ChildMain.class.getName(),
                        "org.apache.kafka.connect.cli.ConnectStandalone",
                        settings.toString(),
                        HERE.resolve("footprint-journal.json").toString(),
                        HERE.resolve("footprint-1h.json").toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(variables);
        process = builder.start();
    }

    /** Whether the task of a connector is in a state. */
    boolean isTask(String connector, String state) throws IOException, InterruptedException {
        return call("GET", "/connectors/" + connector + "/status", "")
                .at("/tasks/0/state")
                .asText()
                .equals(state);
    }

    /** Waits until the task of a connector is in a state. */
    void awaitTask(String connector, String state) {
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> {
            if (!process.isAlive()) {
                throw new AssertionError(said());
            }
            return isTask(connector, state);
        });
    }

    /** Calls its REST interface; an answer that is no success is a failure. */
    JsonNode call(String method, String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(url.resolve(path))
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    /** The configuration of a connector, as the file has it. */
    static JsonNode configuration(String file) throws IOException {
        return JSON.readTree(HERE.resolve(file).toFile());
    }

    /** What it logged. */
    String said() throws IOException {
        return Files.readString(log);
    }

    static List<String> connectors() {
        return List.of("wattledger-footprint-journal", "wattledger-footprint-1h");
    }

    @Override
    public void close() {
        stop(process);
    }

    /** Asks a process to stop, and kills it if it does not. */
    static void stop(Process process) {
        // Process.destroy() would close its standard input too, and a child that loses its parent halts.
        process.toHandle().destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
