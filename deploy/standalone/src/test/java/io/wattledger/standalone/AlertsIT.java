package io.wattledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From {@code demo --spike} to the message that somebody gets: real Prometheus, real Alertmanager. */
class AlertsIT {

    private static final Path DEPLOY = Path.of("..");
    private static final Pattern DURATION = Pattern.compile("\\b(\\d+)([mhd])\\b");

    /** An hour of the rules passes in two minutes. */
    private static final int FASTER = 30;

    private static final String TEAM = "assistant";
    private static final int SPIKE_AFTER_SECONDS = 75;
    private static final String FIRING = "ALERTS{alertname=\"WattledgerFootprintSpike\",alertstate=\"firing\"}";

    @TempDir
    Path folder;

    @Test
    void shouldTellSomebodyOfASpike() throws Exception {
        assumeTrue(Programs.exists("prometheus"), "prometheus is needed (Debian: prometheus)");
        assumeTrue(
                Programs.exists("prometheus-alertmanager"),
                "prometheus-alertmanager is needed (Debian: prometheus-alertmanager)");
        List<JsonNode> messages = new CopyOnWriteArrayList<>();
        HttpServer webhook = webhook(messages);
        int alertmanagerPort = Programs.freePort();
        int port = Programs.freePort();
        try (Programs.Server alertmanager =
                        alertmanager(alertmanagerPort, webhook.getAddress().getPort());
                Prometheus prometheus = prometheus(port, alertmanagerPort);
                Launched demo = Launched.start(
                        folder,
                        "demo",
                        "--port",
                        "" + port,
                        "--speed",
                        "30x",
                        "--spike",
                        TEAM + "@" + SPIKE_AFTER_SECONDS + "s")) {
            await().atMost(Duration.ofMinutes(4))
                    .failFast(() -> {
                        if (!alertmanager.runs() || !demo.runs()) {
                            throw new AssertionError("ended early: " + alertmanager.said() + demo.out() + demo.err());
                        }
                    })
                    .until(() -> messages.stream().anyMatch(AlertsIT::isTheSpike));

            assertThat(messages).filteredOn(AlertsIT::isTheSpike).allSatisfy(message -> assertThat(
                            message.at("/alerts/0/annotations/runbook_url").asText())
                    .endsWith("docs/runbooks.md#wattledgerfootprintspike"));
            assertThat(prometheus
                            .query("count by (team) (max_over_time(" + FIRING + "[10m]))")
                            .at("/data/result"))
                    .as("nobody else, at any time")
                    .hasSize(1)
                    .allMatch(alert -> alert.at("/metric/team").asText().equals(TEAM));
            assertThat(prometheus.value("min(min_over_time(timestamp(" + FIRING + ")[10m:1s]))"
                            + " - max(max_over_time(process_start_time_seconds[10m]))"))
                    .as("seconds from the start of the demo to the alert")
                    .isGreaterThan(SPIKE_AFTER_SECONDS);
        } finally {
            webhook.stop(0);
        }
    }

    private static boolean isTheSpike(JsonNode message) {
        return message.at("/status").asText().equals("firing")
                && message.at("/commonLabels/alertname").asText().equals("WattledgerFootprintSpike")
                && message.at("/commonLabels/team").asText().equals(TEAM);
    }

    private static HttpServer webhook(List<JsonNode> messages) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/wattledger", exchange -> {
            messages.add(new ObjectMapper().readTree(exchange.getRequestBody()));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private Programs.Server alertmanager(int port, int webhookPort) throws IOException {
        String config = Files.readString(DEPLOY.resolve("alertmanager").resolve("alertmanager.yaml"))
                .replace("127.0.0.1:9094", "127.0.0.1:" + webhookPort)
                .replace("group_wait: 30s", "group_wait: 1s");
        Path file = Files.writeString(folder.resolve("alertmanager.yaml"), config);
        return new Programs.Server(
                List.of(
                        "prometheus-alertmanager",
                        "--config.file=" + file,
                        "--storage.path=" + folder.resolve("alertmanager"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--cluster.listen-address="),
                folder.resolve("alertmanager.log"));
    }

    private Prometheus prometheus(int port, int alertmanagerPort) throws IOException {
        String rules = Files.readString(DEPLOY.resolve("prometheus").resolve("wattledger-rules.yaml"));
        Path file = Files.writeString(
                folder.resolve("rules.yaml"), DURATION.matcher(rules).replaceAll(AlertsIT::faster));
        return new Prometheus(
                Files.createDirectory(folder.resolve("prometheus")), List.of("127.0.0.1:" + port), """
                rule_files: ["%s"]
                alerting:
                  alertmanagers:
                    - static_configs:
                        - targets: ["127.0.0.1:%d"]
                """.formatted(
                                file, alertmanagerPort));
    }

    private static String faster(MatchResult duration) {
        int seconds = Integer.parseInt(duration.group(1))
                * switch (duration.group(2)) {
                    case "m" -> 60;
                    case "h" -> 3_600;
                    default -> 86_400;
                };
        return Math.max(1, seconds / FASTER) + "s";
    }
}
