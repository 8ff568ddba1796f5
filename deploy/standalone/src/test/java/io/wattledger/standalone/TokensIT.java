package io.wattledger.standalone;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.wattledger.standalone.workload.GeneratedTrace;
import io.wattledger.standalone.workload.Pace;
import io.wattledger.standalone.workload.ReplayPlan;
import io.wattledger.standalone.workload.Replayer;
import io.wattledger.standalone.workload.TimeShift;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens from the command line to the page, the report and Prometheus, over real books. */
class TokensIT {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String TEAM = "search";

    @TempDir
    static Path folder;

    private static Standalone standalone;
    private static String admin;
    private static String team;

    @BeforeAll
    static void bookATrace() throws Exception {
        admin = token("create", "ops", "--role", "admin");
        team = token("create", "team", "--role", "reader", "--team", TEAM);
        standalone = Standalone.start(
                folder.resolve("books"), new Standalone.Ports(0, 0, 0), Map.of("access.tokens", tokens().toString()));
        try (Producer<byte[], byte[]> producer = standalone.producer()) {
            String topic = standalone.topics().events().name();
            var codec = standalone.topics().eventCodec();
            new Replayer(producer, topic, event -> codec.encode(topic + "-value", event))
                    .run(
                            new GeneratedTrace(17, 2_000, Duration.ofMinutes(20)),
                            new ReplayPlan("tokens", Pace.max(), TimeShift.TO_NOW));
        }
        TopicContents contents = TopicContents.of(
                standalone.bootstrapServers(), standalone.topics().events().name());
        await().atMost(LONG).until(() -> standalone.app().books().include(contents.ends()));
    }

    @AfterAll
    static void stop() {
        if (standalone != null) {
            standalone.close();
        }
    }

    private static Path tokens() {
        return folder.resolve("tokens.yaml");
    }

    private static String token(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] all = Stream.of(List.of("token"), List.of(arguments), List.of("--file", tokens().toString()))
                .flatMap(List::stream)
                .toArray(String[]::new);
        int status = Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all);
        assertThat(status).as(err.toString()).isZero();
        return out.toString().strip();
    }

    private static URI uri(String path) {
        return URI.create("http://127.0.0.1:" + standalone.app().httpPort() + path);
    }

    private static JsonNode json(String path, String secret) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(uri(path))
                                .header("Authorization", "Bearer " + secret)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new ObjectMapper().readTree(answer.body());
    }

    @Test
    void shouldShowATeamItsOwnBooksOnThePage() throws Exception {
        Chromium.require();
        long own = json("/api/v1/footprint?team=" + TEAM, admin)
                .at("/total/requests")
                .asLong();
        long all = json("/api/v1/footprint", admin).at("/total/requests").asLong();
        assertThat(own).isPositive().isLessThan(all);
        try (Chromium chromium = Chromium.start();
                BrowserContext context = chromium.browser().newContext()) {
            Page page = context.newPage();
            page.navigate(uri("/").toString());
            TokenDialog dialog = new TokenDialog(page);
            assertThat(dialog.itself()).isVisible();
            dialog.enter("wl_wrong");
            assertThat(dialog.problem()).containsText("not known");
            dialog.enter(team);
            assertThat(dialog.itself()).isHidden();
            assertThat(page.getByTestId("total-requests")).hasAttribute("value", Long.toString(own));
            assertThat(page.getByTestId("viewer")).containsText(TEAM);
            assertThat(page.getByTestId("events")).isHidden();
            assertThat(page.getByTestId("connection")).hasText("live");
            assertThat(page.getByTestId("filter-team").locator("option")).hasCount(2);
            Files.createDirectories(Path.of("target", "screenshots"));
            page.screenshot(new Page.ScreenshotOptions()
                    .setFullPage(true)
                    .setPath(Path.of("target", "screenshots", "team-of-real-books.png")));
        }
    }

    @Test
    void shouldMakeAReportOfATeamThatSaysSo() throws Exception {
        Path file = Files.writeString(folder.resolve("team.token"), team + "\n");
        String report = report(0, "--token-file", file.toString());
        assertThat(report).contains(TEAM, "as far as the token is for: " + TEAM);
        Files.writeString(file, "wl_wrong\n");
        assertThat(report(1, "--token-file", file.toString())).contains("asks for a token that it knows");
        Files.writeString(file, team);
        assertThat(report(0, "--token-file", file.toString(), "--json"))
                .contains("\"source\" : \"api, as far as the token is for: " + TEAM);
    }

    private static String report(int expected, String... more) throws Exception {
        StringWriter err = new StringWriter();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            String[] all = Stream.of(
                            List.of("report", "--url", uri("/").toString(), "--no-previous"),
                            List.of("--from", LocalDate.now(ZoneOffset.UTC).toString()),
                            List.of(more))
                    .flatMap(List::stream)
                    .toArray(String[]::new);
            int status = Main.commandLine().setErr(new PrintWriter(err, true)).execute(all);
            assertThat(status).as(err.toString()).isEqualTo(expected);
        } finally {
            System.setOut(before);
        }
        return out.toString(StandardCharsets.UTF_8) + err;
    }

    /** With the lines that deploy/prometheus/prometheus.yaml has for it. */
    @Test
    void shouldLetPrometheusInWithItsToken() throws Exception {
        Assumptions.assumeTrue(Programs.exists("prometheus"), "prometheus is needed (Debian: prometheus)");
        String secret = token("create", "prometheus", "--role", "reader", "--all-teams");
        Path file = Files.writeString(folder.resolve("prometheus.token"), secret);
        String example = Files.readString(Path.of("../prometheus/prometheus.yaml"));
        String scrape = example.substring(example.indexOf("scrape_configs:"))
                        .replaceAll("(?m)^( *)#(authorization|  credentials_file)", "$1$2")
                        .replace("/etc/prometheus/wattledger.token", file.toString())
                        .replace(
                                "127.0.0.1:8080",
                                "127.0.0.1:" + standalone.app().httpPort())
                + "    scrape_interval: 1s\n";
        Path config = Files.writeString(folder.resolve("prometheus.yaml"), scrape);
        int port = Programs.freePort();
        try (var prometheus = new Programs.Server(
                List.of(
                        Programs.path("prometheus").toString(),
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + folder.resolve("tsdb"),
                        "--web.listen-address=127.0.0.1:" + port),
                folder.resolve("prometheus.log"))) {
            await().atMost(LONG).ignoreExceptions().untilAsserted(() -> {
                String answer = HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port
                                                + "/api/v1/query?query=sum(wattledger_requests_total)"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body();
                assertThat(new ObjectMapper()
                                .readTree(answer)
                                .at("/data/result/0/value/1")
                                .asDouble())
                        .as(prometheus.said())
                        .isPositive();
            });
        }
    }
}
