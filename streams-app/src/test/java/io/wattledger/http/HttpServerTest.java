package io.wattledger.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wattledger.books.HandMadeBooks;
import io.wattledger.http.HttpServer.Health;
import io.wattledger.metrics.IdleStreams;
import io.wattledger.metrics.Metrics;
import io.wattledger.metrics.SeriesLabels;
import io.wattledger.topology.TablesStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpServerTest {

    private static final String HOST = "127.0.0.1";

    @TempDir
    Path stateDir;

    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicReference<Optional<String>> notAlive = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<String>> notReady = new AtomicReference<>(Optional.empty());
    KafkaStreams streams;
    Metrics metrics;
    HttpServer server;

    @BeforeEach
    void open() throws IOException {
        streams = IdleStreams.create(stateDir);
        metrics = new Metrics(
                streams, HandMadeBooks::books, new TablesStatus(), new SeriesLabels(List.of("team"), 10), "1.2.3");
        server = start(0);
    }

    @AfterEach
    void close() {
        server.close();
        metrics.close();
        streams.close();
    }

    @Test
    void shouldReportHealthWithAReason() throws Exception {
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/health/ready").body()).isEqualTo("ready\n");

        notReady.set(Optional.of("Kafka Streams is REBALANCING"));
        assertThat(get("/health/ready").statusCode()).isEqualTo(503);
        assertThat(get("/health/ready").body()).isEqualTo("Kafka Streams is REBALANCING\n");
        assertThat(get("/health/live").statusCode())
                .as("a rebalance is no reason for a restart")
                .isEqualTo(200);

        notAlive.set(Optional.of("Kafka Streams is ERROR"));
        assertThat(get("/health/live").statusCode()).isEqualTo(503);
        assertThat(get("/health/live").body()).isEqualTo("Kafka Streams is ERROR\n");
    }

    @Test
    void shouldServeMetricsInTheFormatThatIsAskedFor() throws Exception {
        HttpResponse<String> plain = get("/metrics");
        assertThat(plain.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(plain.body()).contains("wattledger_energy_joules_total{");

        HttpResponse<String> open = client.send(
                HttpRequest.newBuilder(uri("/metrics"))
                        .header("Accept", "application/openmetrics-text; version=1.0.0")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(open.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/openmetrics-text");
        assertThat(open.body()).endsWith("# EOF\n");
    }

    @Test
    void shouldServeThePageWithoutLettingItLoadOrRunAnything() throws Exception {
        HttpResponse<String> page = get("/");
        assertThat(page.body()).contains("<td>search</td>").doesNotContain("<script");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'");
        assertThat(page.headers().firstValue("Server")).isEmpty();
    }

    @Test
    void shouldAnswerAnUnknownPathWith404() throws Exception {
        assertThat(get("/unknown").statusCode()).isEqualTo(404);
    }

    @Test
    void shouldFreeThePortWhenItStops() throws Exception {
        int port = server.port();
        assertThat(port).isPositive();
        server.close();
        URI uri = URI.create("http://" + HOST + ":" + port + "/health/live");
        assertThatThrownBy(
                        () -> client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding()))
                .isInstanceOf(IOException.class);
        try (HttpServer next = start(port)) {
            assertThat(next.port()).isEqualTo(port);
        }
    }

    @Test
    void shouldSayThatAPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> start(port))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot listen on 127.0.0.1:" + port);
        }
    }

    @Test
    void shouldSayThatAnAddressIsNotOfThisMachine() {
        assertThatThrownBy(() -> HttpServer.start(
                        "192.0.2.1", 0, metrics, new Health(notAlive::get, notReady::get), HandMadeBooks::books))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot listen on 192.0.2.1:0");
    }

    private HttpServer start(int port) throws IOException {
        return HttpServer.start(HOST, port, metrics, new Health(notAlive::get, notReady::get), HandMadeBooks::books);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://" + HOST + ":" + server.port() + path);
    }
}
