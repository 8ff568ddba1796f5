package io.wattledger.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wattledger.access.Access;
import io.wattledger.access.Need;
import io.wattledger.access.Role;
import io.wattledger.access.Secret;
import io.wattledger.access.Token;
import io.wattledger.access.Tokens;
import io.wattledger.access.TokensFile;
import io.wattledger.access.Viewer;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tries to get around the gate, at every endpoint. */
class GateTest {

    private static final String ADMIN = Secret.random();
    private static final String SEARCH = Secret.random();
    private static final String ALL = Secret.random();
    private static final String GATEWAY = Secret.random();
    private static final String EXPIRED = Secret.random();

    @TempDir
    Path folder;

    private Path file;
    private RunningServer server;

    @BeforeEach
    void open() throws Exception {
        file = folder.resolve("tokens.yaml");
        TokensFile.write(
                file,
                List.of(
                        token(ADMIN, "ops", Role.ADMIN, Optional.empty(), Optional.empty()),
                        token(SEARCH, "search-reader", Role.READER, Optional.of(Set.of("search")), Optional.empty()),
                        token(ALL, "prometheus", Role.READER, Optional.empty(), Optional.empty()),
                        token(GATEWAY, "gateway", Role.INGEST, Optional.of(Set.of("accepted")), Optional.empty()),
                        token(
                                EXPIRED,
                                "former",
                                Role.ADMIN,
                                Optional.empty(),
                                Optional.of(Instant.now().minusSeconds(1)))));
        server = new RunningServer(folder.resolve("state"), Access.with(Tokens.of(file)));
    }

    private static Token token(
            String secret, String name, Role role, Optional<Set<String>> teams, Optional<Instant> expires) {
        return new Token(HexFormat.of().formatHex(Secret.hash(secret)), new Viewer(name, role, teams), expires);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private static String path(Route route) {
        return route.path()
                .replace("{name}", "page.js")
                .replace("{model}", "llama")
                .replace("{gpu}", "h100")
                .replace("{region}", "eu-west-1");
    }

    private int status(Route route, String... headers) throws Exception {
        String path = path(route);
        if (route == Route.LIVE) {
            return follow(headers);
        }
        String query = route == Route.ESTIMATE ? "?model=llama&gpu=h100" : "";
        return (route.method().equals("POST")
                        ? server.post(path, "accepted", headers)
                        : server.get(path + query, headers))
                .statusCode();
    }

    private int follow(String... headers) throws Exception {
        var request = java.net.http.HttpRequest.newBuilder(server.uri("/api/v1/live"));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        var answer = server.client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        answer.body().close();
        return answer.statusCode();
    }

    private static String[] bearer(String secret) {
        return new String[] {"Authorization", "Bearer " + secret};
    }

    @ParameterizedTest
    @EnumSource(Route.class)
    void shouldOpenEachEndpointToThoseWhoMayOnly(Route route) throws Exception {
        int good = route == Route.EVENTS ? 202 : 200;
        boolean reading = route.need() == Need.READING;
        boolean all = route.need() == Need.READING_ALL;
        if (route.need() == Need.NOTHING) {
            assertThat(status(route)).as("without a token").isEqualTo(good);
            return;
        }
        assertThat(status(route)).as("without a token").isEqualTo(401);
        assertThat(status(route, bearer("wl_" + "A".repeat(43)))).as("unknown").isEqualTo(401);
        assertThat(status(route, bearer(EXPIRED))).as("expired").isEqualTo(401);
        assertThat(status(route, bearer(ADMIN))).as("admin").isEqualTo(good);
        assertThat(status(route, bearer(SEARCH))).as("reader of a team").isEqualTo(reading ? good : 403);
        assertThat(status(route, bearer(ALL))).as("reader of all teams").isEqualTo(reading || all ? good : 403);
        assertThat(status(route, bearer(GATEWAY))).as("ingest").isEqualTo(route == Route.EVENTS ? good : 403);
    }

    @Test
    void shouldShowAReaderItsTeamsOnlyWhereverItLooks() throws Exception {
        List<Route> listed = Arrays.stream(Route.values())
                .filter(route -> route.need() == Need.READING && route.method().equals("GET"))
                .toList();
        for (Route route : listed) {
            if (route == Route.LIVE) {
                continue;
            }
            String query =
                    route == Route.ESTIMATE ? "?model=llama&gpu=h100" : route == Route.FOOTPRINT ? "?by=team" : "";
            HttpResponse<String> mine = server.get(path(route) + query, bearer(SEARCH));
            assertThat(mine.body()).as(route.path()).doesNotContain("evil", "budgeted\"");
            if (route != Route.COST
                    && route != Route.SITE
                    && route != Route.COSTS
                    && route != Route.SITES
                    && route != Route.ESTIMATE) {
                String all = server.get(path(route) + query, bearer(ADMIN)).body();
                assertThat(mine.body()).as(route.path() + " differs").isNotEqualTo(all);
            }
        }
        JsonNode footprint = server.json("/api/v1/footprint?by=team", bearer(SEARCH));
        assertThat(footprint.at("/rows")).hasSize(1);
        assertThat(footprint.at("/total/requests").asInt()).isEqualTo(5);
        assertThat(footprint.at("/scope/0").asText()).isEqualTo("search");
        assertThat(server.json("/api/v1/unpriced", bearer(SEARCH)).at("/rows")).isEmpty();
        assertThat(server.json("/api/v1/unpriced", bearer(ADMIN)).at("/rows")).hasSize(1);
        JsonNode status = server.json("/api/v1/status", bearer(SEARCH));
        assertThat(status.at("/events").isNull()).isTrue();
        assertThat(status.at("/journalEntries").isNull()).isTrue();
        assertThat(status.at("/viewer/teams/0").asText()).isEqualTo("search");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/footprint?team=other",
                "/api/v1/footprint?team=search&team=other",
                "/api/v1/footprint?step=1h&team=other",
                "/api/v1/corrections?team=other",
                "/api/v1/unpriced?team=other",
            })
    void shouldForbidWhoeverAsksForAnotherTeamByName(String path) throws Exception {
        HttpResponse<String> answer = server.get(path, bearer(SEARCH));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(new ObjectMapper().readTree(answer.body()).path("detail").asText())
                .isEqualTo("the token 'search-reader' is not for team 'other'");
    }

    /** Whatever the server makes of such a path, it is no way around the need of /metrics. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/metrics/",
                "//metrics",
                "/page/../metrics",
                "/page/%2e%2e/metrics",
                "/page/..;/metrics",
                "/metrics;x=1",
                "/%6detrics",
                "/METRICS",
                "/health/live/../../metrics",
                "/page/x/..%2f..%2fmetrics",
                "/./metrics",
                "/page/..%5c..%5cmetrics",
                "/metrics%00",
                "/health/live%2f..%2f..%2fmetrics",
                "/metrics?x=/page/page.js"
            })
    void shouldNotBeTalkedIntoAnotherEndpoint(String path) throws Exception {
        String none = server.raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(none).doesNotContain("wattledger_").doesNotContain("HTTP/1.1 200");
        String team = server.raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + SEARCH
                + "\r\nConnection: close\r\n\r\n");
        assertThat(team).doesNotContain("wattledger_").doesNotContain("HTTP/1.1 200");
    }

    @Test
    void shouldTakeATokenInOneHeaderOnlyAndNowhereElse() throws Exception {
        assertThat(server.get("/api/v1/status", "Authorization", "bearer   " + ADMIN)
                        .statusCode())
                .isEqualTo(200);
        assertThat(server.get("/api/v1/status", "Authorization", "Basic " + ADMIN)
                        .statusCode())
                .isEqualTo(401);
        assertThat(server.get("/api/v1/status", "Authorization", ADMIN).statusCode())
                .isEqualTo(401);
        assertThat(server.get("/api/v1/status", "Authorization", "Bearer " + ADMIN + "x")
                        .statusCode())
                .isEqualTo(401);
        assertThat(server.get("/api/v1/status", "Authorization", "Bearer").statusCode())
                .isEqualTo(401);
        assertThat(server.get("/api/v1/status?token=" + ADMIN).statusCode()).isEqualTo(401);
        assertThat(server.get("/api/v1/status?access_token=" + ADMIN).statusCode())
                .isEqualTo(401);
        assertThat(server.get("/api/v1/status", "Cookie", "token=" + ADMIN).statusCode())
                .isEqualTo(401);
        String two = "GET /api/v1/status HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer nobody\r\nAuthorization: Bearer "
                + ADMIN + "\r\nConnection: close\r\n\r\n";
        assertThat(server.raw(two)).startsWith("HTTP/1.1 401");
    }

    @Test
    void shouldSayWhichSchemeItTakesAndNothingOfItself() throws Exception {
        HttpResponse<String> answer = server.get("/api/v1/status");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"wattledger\"");
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        for (String path : List.of("/", "/metrics", "/unknown", "/health/live", "/api/v1/status")) {
            HttpResponse<String> each = server.get(path);
            assertThat(each.headers().firstValue("Server")).as(path).isEmpty();
            assertThat(each.headers().firstValue("X-Content-Type-Options"))
                    .as(path)
                    .contains("nosniff");
            assertThat(each.headers().firstValue("X-Frame-Options")).as(path).contains("DENY");
            assertThat(each.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .as(path)
                    .startsWith("default-src 'none'");
            assertThat(each.body()).as(path).doesNotContain("Jetty", "javalin", "Javalin", "1.2.3", "\tat ");
        }
    }

    @Test
    void shouldTakeUpRevokedAndNewTokensWithoutARestart() throws Exception {
        assertThat(status(Route.METRICS, bearer(ALL))).isEqualTo(200);
        String fresh = Secret.random();
        List<Token> tokens = new ArrayList<>(TokensFile.read(file));
        tokens.removeIf(token -> token.viewer().name().equals("prometheus"));
        tokens.add(token(fresh, "prometheus-2", Role.READER, Optional.empty(), Optional.empty()));
        TokensFile.write(file, tokens);
        await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> assertThat(status(Route.METRICS, bearer(ALL)))
                .as("a revoked token, replayed")
                .isEqualTo(401));
        assertThat(status(Route.METRICS, bearer(fresh))).isEqualTo(200);

        // A file that cannot be used changes nothing.
        Files.writeString(file, "tokens: [");
        await().pollDelay(Duration.ofSeconds(3)).atMost(Duration.ofSeconds(15)).untilAsserted(() -> assertThat(
                        status(Route.METRICS, bearer(fresh)))
                .isEqualTo(200));
    }

    @Test
    void shouldRefuseWhatAPathDoesNotTake() throws Exception {
        for (String method : List.of("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "POST", "FOO")) {
            String answer = server.raw(method + " /api/v1/status HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + ADMIN
                    + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            assertThat(answer)
                    .as(method)
                    .startsWith("HTTP/1.1 405")
                    .contains("Allow: GET")
                    .doesNotContain(ADMIN);
        }
        String head = server.raw("HEAD /api/v1/status HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + ADMIN
                + "\r\nConnection: close\r\n\r\n");
        assertThat(head).startsWith("HTTP/1.1 200").endsWith("\r\n\r\n");
    }

    @Test
    void shouldLetNobodyAskTooOften() throws Exception {
        var few =
                new HttpServer.Settings(RunningServer.HOST, 0, Optional.empty(), 100, 1024, 1, 2, Optional.empty(), 1);
        try (var slow = new RunningServer(
                folder.resolve("other"), few, Access.with(Tokens.of(file)), SlowClients.Limits.USUAL)) {
            List<Integer> statuses = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                statuses.add(slow.get("/api/v1/status", bearer(ADMIN)).statusCode());
            }
            assertThat(statuses).startsWith(200, 200, 200, 200).contains(429);
            HttpResponse<String> refused = slow.get("/api/v1/status", bearer(ADMIN));
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(Integer.parseInt(
                            refused.headers().firstValue("Retry-After").orElseThrow()))
                    .isPositive();
            assertThat(slow.get("/api/v1/status", bearer(SEARCH)).statusCode())
                    .as("another token has its own")
                    .isEqualTo(200);
            Stream.generate(() -> "guess").limit(8).forEach(guess -> statuses.add(guessed(slow)));
            assertThat(guessed(slow)).as("guessing").isEqualTo(429);
        }
    }

    private static int guessed(RunningServer slow) {
        try {
            return slow.get("/api/v1/status", bearer(Secret.random())).statusCode();
        } catch (java.io.IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** A web page whose name was made to point here asks with that name. */
    @Test
    void shouldBeAskedByItsOwnNameWhereNoTokenIsNeeded() throws Exception {
        try (var local = new RunningServer(folder.resolve("local"), Access.local())) {
            for (String host : List.of("localhost", "127.0.0.1:" + local.port(), "[::1]:8080", "LOCALHOST:1")) {
                assertThat(local.raw("GET /api/v1/status HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                        .as(host)
                        .startsWith("HTTP/1.1 200");
            }
            for (String host : List.of("evil.example", "127.0.0.1.evil.example", "localhost.evil.example")) {
                assertThat(local.raw("GET /api/v1/status HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                        .as(host)
                        .startsWith("HTTP/1.1 421");
            }
        }
    }
}
