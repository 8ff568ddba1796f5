package io.wattledger.standalone;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** A Prometheus of this machine that scrapes each second. */
final class Prometheus implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final Programs.Server server;
    private final URI url;

    /**
     * Starts it.
     *
     * @param targets host and port of each instance
     * @param more of its configuration, as YAML
     */
    Prometheus(Path folder, List<String> targets, String more) throws IOException {
        int port = Programs.freePort();
        url = URI.create("http://127.0.0.1:" + port);
        Path file = Files.writeString(folder.resolve("prometheus.yaml"), """
                global:
                  scrape_interval: 1s
                  evaluation_interval: 1s
                %s
                scrape_configs:
                  - job_name: wattledger
                    static_configs:
                      - targets: [%s]
                """.formatted(
                        more, targets.stream().map("\"%s\""::formatted).collect(Collectors.joining(", "))));
        server = new Programs.Server(
                List.of(
                        "prometheus",
                        "--config.file=" + file,
                        "--storage.tsdb.path=" + folder.resolve("tsdb"),
                        "--web.listen-address=127.0.0.1:" + port),
                folder.resolve("prometheus.log"));
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> get("/-/ready").statusCode() == 200);
    }

    private java.net.http.HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(url.resolve(path)).build(), BodyHandlers.ofString());
    }

    /** The whole answer to an expression, evaluated now. */
    JsonNode query(String expression) throws IOException, InterruptedException {
        return JSON.readTree(get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
                .body());
    }

    /** The value of an expression that has one; not a number where there is none. */
    double value(String expression) throws IOException, InterruptedException {
        return query(expression).at("/data/result/0/value/1").asDouble(Double.NaN);
    }

    /** The answer to an expression over time. */
    JsonNode range(String expression, long from, long to, int stepSeconds) throws IOException, InterruptedException {
        return JSON.readTree(get("/api/v1/query_range?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8)
                        + "&start=" + from + "&end=" + to + "&step=" + stepSeconds)
                .body());
    }

    /** Alerts that are pending or firing. */
    JsonNode alerts() throws IOException, InterruptedException {
        return JSON.readTree(get("/api/v1/alerts").body()).at("/data/alerts");
    }

    String said() {
        return server.said();
    }

    @Override
    public void close() {
        server.close();
    }
}
