package io.wattledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wattledger.ledger.Dimensions;
import io.wattledger.standalone.workload.GeneratedTrace;
import io.wattledger.standalone.workload.Pace;
import io.wattledger.standalone.workload.ReplayPlan;
import io.wattledger.standalone.workload.Replayer;
import io.wattledger.standalone.workload.TimeShift;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every expression of every dashboard and rule, asked of a real Prometheus that scrapes a running application. */
class DashboardsIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path DASHBOARDS = Path.of("..", "..", "grafana", "dashboards");
    private static final Path RULES = Path.of("..", "prometheus", "wattledger-rules.yaml");
    private static final GeneratedTrace TRACE = new GeneratedTrace(11, 12_000, Duration.ofMinutes(40));
    private static final Pattern METRIC = Pattern.compile("wattledger_[a-z_]+");

    /** What a running application need not have: a week before, a day of levels, budgets, corrections, measurements. */
    private static final List<String> MAY_BE_EMPTY =
            List.of("offset 1w", "rate5m_upper_", "wattledger_budget_", "wattledger_measured_", "(wattledger_audit_");

    private static final Pattern CORRECTIONS_ALONE =
            Pattern.compile("sum(?: by \\(team\\))? ?\\(wattledger_\\w+_corrections_\\w+(?:\\{[^}]*})?\\)");

    @TempDir
    static Path folder;

    private static Standalone standalone;
    private static Prometheus prometheus;
    private static Replayer replayer;
    private static CompletableFuture<?> replay;

    @BeforeAll
    static void runWithEventsUntilPrometheusHasSeenRates() throws Exception {
        assumeTrue(Programs.exists("prometheus"), "prometheus is needed (Debian: prometheus)");
        standalone = Standalone.start(Files.createDirectory(folder.resolve("data")), new Standalone.Ports(0, 0, 0));
        prometheus = new Prometheus(
                Files.createDirectory(folder.resolve("prometheus")),
                List.of("127.0.0.1:" + standalone.app().httpPort()),
                "rule_files: [\"" + rulesEverySecond() + "\"]");
        Producer<byte[], byte[]> producer = standalone.producer();
        String topic = standalone.topics().events().name();
        var codec = standalone.topics().eventCodec();
        replayer = new Replayer(producer, topic, event -> codec.encode(topic + "-value", event));
        replay = CompletableFuture.runAsync(
                        () -> replayer.run(TRACE, new ReplayPlan("dashboards", Pace.rate(200), TimeShift.TO_NOW)))
                .whenComplete((done, failed) -> producer.close());
        await().atMost(Duration.ofMinutes(2))
                .until(() -> prometheus.value("min(rate(wattledger_events_total{outcome=\"booked\"}[20s]))") > 0
                        && prometheus.value("sum(increase(wattledger_late_requests_total[20s]))") > 0);
    }

    private static Path rulesEverySecond() throws IOException {
        return Files.writeString(
                folder.resolve("rules.yaml"), Files.readString(RULES).replace("interval: 1m", "interval: 1s"));
    }

    @AfterAll
    static void stop() throws Exception {
        if (standalone == null) {
            return;
        }
        replayer.stop();
        replay.join();
        prometheus.close();
        standalone.close();
    }

    @Test
    void shouldAnswerEveryPanelOfEveryDashboard() throws Exception {
        List<String> problems = new ArrayList<>();
        int asked = 0;
        for (Path file : dashboards()) {
            JsonNode dashboard = JSON.readTree(file.toFile());
            for (JsonNode panel : panels(dashboard)) {
                for (JsonNode target : panel.path("targets")) {
                    String expression = target.at("/expr").asText();
                    asked++;
                    problem(expression)
                            .ifPresent(what -> problems.add("%s, panel '%s' %s: %s: %s"
                                    .formatted(
                                            file.getFileName(),
                                            panel.path("title").asText(),
                                            target.path("refId").asText(),
                                            what,
                                            expression)));
                }
            }
        }
        assertThat(problems).isEmpty();
        assertThat(asked).isGreaterThan(100);
    }

    private static Optional<String> problem(String expression) throws IOException, InterruptedException {
        JsonNode answer = prometheus.query(concrete(expression));
        if (!answer.at("/status").asText().equals("success")) {
            return Optional.of(answer.at("/error").asText());
        }
        boolean mayBeEmpty = MAY_BE_EMPTY.stream().anyMatch(expression::contains)
                || CORRECTIONS_ALONE.matcher(expression).matches();
        boolean empty = answer.at("/data/result").isEmpty();
        return empty && !mayBeEmpty ? Optional.of("no result") : Optional.empty();
    }

    /** As Grafana would ask it. */
    private static String concrete(String expression) {
        return expression
                .replace("=\"$team\"", "=\"" + team() + "\"")
                .replaceAll("\\$(team|model|gpu|region)\\b", ".*")
                .replace("$__rate_interval", "20s")
                .replace("$__range", "20s")
                .replace("$__interval", "5s");
    }

    private static String team() {
        return standalone.app().books().by(Dimensions::team).entrySet().stream()
                .max(Comparator.comparingLong(team -> team.getValue().usage().requests()))
                .orElseThrow()
                .getKey();
    }

    @Test
    void shouldAskForMetricsThatTheApplicationDeclares() throws Exception {
        TreeSet<String> declared = new TreeSet<>();
        METRIC.matcher(Files.readString(Path.of("..", "..", "docs", "metrics.md")))
                .results()
                .forEach(match -> declared.add(match.group()));
        List<Path> files = new ArrayList<>(dashboards());
        files.add(RULES);
        for (Path file : files) {
            String text = Files.readString(file).replaceAll("team:wattledger_[a-z_]+:[a-z0-9_]+", "");
            assertThat(METRIC.matcher(text).results().map(match -> match.group()))
                    .as(file.toString())
                    .filteredOn(name -> name.matches("wattledger_.*_.*"))
                    .isSubsetOf(declared);
        }
    }

    @Test
    void shouldEvaluateEveryRule() throws Exception {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> prometheus.value("count(team:wattledger_energy_joules:rate5m)") > 0);
        assertThat(prometheus.said()).doesNotContain("Evaluating rule failed");
    }

    @Test
    void shouldGivePromtoolNothingToSayAboutTheScrape() throws Exception {
        assumeTrue(Programs.exists("promtool"), "promtool is needed (Debian: prometheus)");
        URI metrics = URI.create("http://127.0.0.1:" + standalone.app().httpPort() + "/metrics");
        String scrape = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
                .body();
        Programs.Ran check = Programs.run(folder, List.of("promtool", "check", "metrics"), scrape);
        assertThat(check.output()).isEmpty();
        assertThat(check.status()).isZero();
    }

    @Test
    void shouldHavePanelsThatSayWhatTheyShow() throws Exception {
        for (Path file : dashboards()) {
            JsonNode dashboard = JSON.readTree(file.toFile());
            assertThat(dashboard.path("uid").asText()).startsWith("wattledger-");
            for (JsonNode panel : panels(dashboard)) {
                if (panel.has("targets")) {
                    String name =
                            file.getFileName() + ", " + panel.path("title").asText();
                    assertThat(panel.path("title").asText()).as(name).isNotBlank();
                    assertThat(panel.path("description").asText()).as(name).isNotBlank();
                    assertThat(panel.at("/datasource/uid").asText()).as(name).isEqualTo("${datasource}");
                }
            }
        }
    }

    private static List<JsonNode> panels(JsonNode dashboard) {
        List<JsonNode> panels = new ArrayList<>();
        dashboard.path("panels").forEach(panel -> {
            panels.add(panel);
            panel.path("panels").forEach(panels::add);
        });
        return panels;
    }

    private static List<Path> dashboards() throws IOException {
        try (Stream<Path> files = Files.list(DASHBOARDS)) {
            List<Path> all = files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
            assertThat(all).hasSize(4);
            return all;
        }
    }
}
