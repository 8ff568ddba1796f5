package io.wattledger.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wattledger.access.Access;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpServerTest {

    @TempDir
    Path folder;

    private RunningServer server;

    @BeforeEach
    void open() throws IOException {
        server = new RunningServer(folder, Access.local());
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void shouldReportHealthWithAReason() throws Exception {
        assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
        assertThat(server.get("/health/ready").body()).isEqualTo("ready\n");

        server.notReady.set(Optional.of("Kafka Streams is REBALANCING"));
        assertThat(server.get("/health/ready").statusCode()).isEqualTo(503);
        assertThat(server.get("/health/ready").body()).isEqualTo("Kafka Streams is REBALANCING\n");
        assertThat(server.get("/health/live").statusCode())
                .as("a rebalance is no reason for a restart")
                .isEqualTo(200);

        server.notAlive.set(Optional.of("Kafka Streams is ERROR"));
        assertThat(server.get("/health/live").statusCode()).isEqualTo(503);
        assertThat(server.get("/health/live").body()).isEqualTo("Kafka Streams is ERROR\n");
    }

    @Test
    void shouldServeMetricsInTheFormatThatIsAskedFor() throws Exception {
        HttpResponse<String> plain = server.get("/metrics");
        assertThat(plain.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(plain.body()).contains("wattledger_energy_joules_total{");

        HttpResponse<String> open = server.client.send(
                HttpRequest.newBuilder(server.uri("/metrics"))
                        .header("Accept", "application/openmetrics-text; version=1.0.0")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(open.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/openmetrics-text");
        assertThat(open.body()).endsWith("# EOF\n");
    }

    @Test
    void shouldCountWhatItAnswersByEndpointAndNotByPath() throws Exception {
        server.get("/api/v1/footprint?by=team");
        server.get("/api/v1/footprint?by=colour");
        server.get("/some/path/that/somebody/made/up");
        server.post("/api/v1/events", "accepted\nrefused\nrefused");
        await().untilAsserted(() -> assertThat(server.get("/metrics").body().lines())
                .contains(
                        "wattledger_http_requests_total{route=\"/api/v1/footprint\",status=\"200\"} 1.0",
                        "wattledger_http_requests_total{route=\"/api/v1/footprint\",status=\"400\"} 1.0",
                        "wattledger_http_requests_total{route=\"other\",status=\"404\"} 1.0",
                        "wattledger_http_requests_total{route=\"/api/v1/events\",status=\"207\"} 1.0",
                        "wattledger_http_events_total{outcome=\"accepted\"} 1.0",
                        "wattledger_http_events_total{outcome=\"refused\"} 2.0"));
    }

    @Test
    void shouldServeThePageThatMayLoadItsOwnFilesOnly() throws Exception {
        HttpResponse<String> page = server.get("/");
        assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'")
                .doesNotContain("unsafe");
        assertThat(page.headers().firstValue("Server")).isEmpty();
        List<String> files = Pattern.compile("(?:src|href)=\"(/page/[^\"]+)\"")
                .matcher(page.body())
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(files).contains("/page/page.js", "/page/page.css", "/page/chart.umd.min.js");
        for (String file : files) {
            assertThat(server.get(file).statusCode()).as(file).isEqualTo(200);
        }
        assertThat(server.get("/page/other.js").statusCode()).isEqualTo(404);
        assertThat(server.get("/page/..%2f..%2fHttpServer.class").statusCode()).isGreaterThanOrEqualTo(400);
    }

    @Test
    void shouldServeEveryScriptThatAnotherOneImports() throws Exception {
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of("page.js"));
        while (!open.isEmpty()) {
            String name = open.remove();
            HttpResponse<String> script = server.get("/page/" + name);
            assertThat(script.statusCode()).as(name).isEqualTo(200);
            Pattern.compile("from\\s+['\"]\\./([a-z]+\\.js)['\"]")
                    .matcher(script.body())
                    .results()
                    .map(match -> match.group(1))
                    .filter(seen::add)
                    .forEach(open::add);
        }
        assertThat(seen).isNotEmpty();
    }

    @Test
    void shouldTellHowTheBooksStand() throws Exception {
        JsonNode status = server.json("/api/v1/status");
        assertThat(status.at("/events/in").asLong()).isEqualTo(12);
        assertThat(status.at("/events/rejectedByReason/BAD_COUNT").asLong()).isEqualTo(2);
        assertThat(status.at("/events/rejectedByReason/OVERFLOW").isNumber()).isTrue();
        assertThat(status.at("/addUp").asBoolean()).isTrue();
        assertThat(status.at("/waiting/requests").asLong()).isEqualTo(2);
        assertThat(status.at("/lagRecords").asLong()).isEqualTo(17);
        assertThat(status.at("/version").asText()).isEqualTo("1.2.3");
    }

    @Test
    void shouldGroupAndFilterTheFootprint() throws Exception {
        JsonNode teams = server.json("/api/v1/footprint?by=team");
        assertThat(teams.at("/rows")).hasSize(2);
        assertThat(teams.at("/rows/1/team").asText()).isEqualTo("search");
        assertThat(teams.at("/rows/1/energyJoules/central").decimalValue()).isEqualByComparingTo("2");
        assertThat(teams.at("/rows/0/energyJoules").isNull()).as("unknown").isTrue();
        assertThat(teams.at("/total/requests").asLong()).isEqualTo(7);

        JsonNode ranking =
                server.json("/api/v1/footprint?step=1m&by=project,model&team=search&project=ranking&from=-5m");
        assertThat(ranking.at("/rows")).hasSize(1);
        assertThat(ranking.at("/rows/0/project").asText()).isEqualTo("ranking");
        assertThat(ranking.at("/rows/0/energyJoules/low").asText()).isEqualTo("0.75");
        assertThat(ranking.at("/rows/0/correctedEnergyJoules").asText()).isEqualTo("-0.25");
        assertThat(Instant.parse(ranking.at("/rows/0/start").asText()).getEpochSecond() % 60)
                .isZero();
        assertThat(ranking.at("/complete").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "by=colour          | by has 'colour'; write some of team",
                "step=7m            | step is '7m'; write total, minutes that divide",
                "step=1h&from=now   | from is 'now'; write a time like",
                "to=-1h             | to needs from, or a step",
                "teams=search       | parameter 'teams' is not known; write by, cursor",
            })
    void shouldSayWhatToAskInstead(String query, String problem) throws Exception {
        HttpResponse<String> answer = server.get("/api/v1/footprint?" + query);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        assertThat(new ObjectMapper().readTree(answer.body()).at("/detail").asText())
                .startsWith(problem);
    }

    @Test
    void shouldSendHowTheBooksStandToThoseWhoFollow() throws Exception {
        HttpRequest follow = HttpRequest.newBuilder(server.uri("/api/v1/live"))
                .header("Accept", "text/event-stream")
                .build();
        try (Stream<String> lines =
                server.client.send(follow, HttpResponse.BodyHandlers.ofLines()).body()) {
            List<String> first = lines.limit(2).toList();
            assertThat(first).contains("event: status").anyMatch(line -> line.startsWith("data: {\"at\":"));
        }
    }

    @Test
    void shouldTakeSoManyFollowersAndOthersWhenTheyAreGone() throws Exception {
        List<Socket> followers = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                followers.add(follower());
            }
            HttpResponse<String> refused = server.get("/api/v1/live");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        } finally {
            for (Socket socket : followers) {
                socket.close();
            }
        }
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> {
            follower().close();
            return true;
        });
    }

    /** One that has its first event. */
    private Socket follower() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(10_000);
        socket.getOutputStream()
                .write("GET /api/v1/live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        byte[] piece = new byte[4096];
        StringBuilder read = new StringBuilder();
        while (!read.toString().contains("event: status")) {
            int length = socket.getInputStream().read(piece);
            assertThat(length).as(read.toString()).isPositive();
            read.append(new String(piece, 0, length, StandardCharsets.UTF_8));
            assertThat(read.toString()).startsWith("HTTP/1.1 200");
        }
        return socket;
    }

    /** What is made of many totals waits in a bounded queue, and nothing else waits with it. */
    @Test
    void shouldLetNobodyElseWaitForAnswersThatTakeLong() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        server.beforeBooks = () -> {
            try {
                release.await(60, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                answers.add(server.client.sendAsync(
                        HttpRequest.newBuilder(server.uri("/api/v1/footprint")).build(),
                        HttpResponse.BodyHandlers.ofString()));
            }
            // All have arrived once so many are refused: one that came after the release would find a place.
            await().atMost(Duration.ofSeconds(30))
                    .until(() ->
                            answers.stream().filter(CompletableFuture::isDone).count() >= 200 - 132);
            HttpResponse<String> refused = answers.stream()
                    .filter(CompletableFuture::isDone)
                    .findFirst()
                    .orElseThrow()
                    .join();
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(refused.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith(Problem.TYPE);
            assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
            assertThat(server.post("/api/v1/events", "accepted").statusCode()).isEqualTo(202);
        } finally {
            release.countDown();
        }
        List<Integer> statuses =
                answers.stream().map(answer -> answer.join().statusCode()).toList();
        assertThat(statuses).containsOnly(200, 503);
        assertThat(statuses.stream().filter(status -> status == 200).count())
                .as("four at once and 128 that waited")
                .isEqualTo(132);
    }

    @Test
    void shouldAnswerAnUnknownPathWith404() throws Exception {
        assertThat(server.get("/unknown").statusCode()).isEqualTo(404);
    }

    @Test
    void shouldFreeThePortWhenItStops(@TempDir Path other) throws Exception {
        int port = server.port();
        assertThat(port).isPositive();
        server.close();
        assertThatThrownBy(() -> server.get("/health/live")).isInstanceOf(IOException.class);
        try (var next = start(other, RunningServer.settings(port))) {
            assertThat(next.port()).isEqualTo(port);
        }
    }

    @Test
    void shouldSayThatAPortIsTaken(@TempDir Path other) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> start(other, RunningServer.settings(port)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot listen on 127.0.0.1:" + port);
        }
    }

    @Test
    void shouldSayThatAnAddressIsNotOfThisMachine(@TempDir Path other) {
        var elsewhere =
                new HttpServer.Settings("192.0.2.1", 0, Optional.empty(), 10, 1024, 10, 10, Optional.empty(), 1);
        assertThatThrownBy(() -> start(other, elsewhere))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot listen on 192.0.2.1:0");
    }

    private static RunningServer start(Path folder, HttpServer.Settings settings) throws IOException {
        return new RunningServer(folder, settings, Access.local(), SlowClients.Limits.USUAL);
    }
}
