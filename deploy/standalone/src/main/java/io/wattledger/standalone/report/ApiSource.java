package io.wattledger.standalone.report;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.wattledger.ledger.Amount;
import io.wattledger.ledger.Dimensions;
import io.wattledger.ledger.Footprint;
import io.wattledger.ledger.Tiles;
import io.wattledger.ledger.Total;
import io.wattledger.ledger.Unit;
import io.wattledger.ledger.Usage;
import io.wattledger.ledger.Window;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Asks a running instance for what it holds in memory: days of the last month, hours of the last day, minutes of the last hour. */
final class ApiSource implements Source {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** Bounds what a server that always has one more page can make of us. */
    private static final int MOST_PAGES = 10_000;

    private final URI instance;
    private final Optional<String> token;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    /** @param token for an instance that asks for one */
    ApiSource(URI instance, Optional<String> token) {
        this.instance = instance;
        this.token = token;
    }

    @Override
    public State read(NavigableSet<Long> cuts, Consumer<Line> lines) throws ReportException, InterruptedException {
        Tiles tiles = new Tiles(cuts);
        for (Window window : tiles.needed()) {
            ask(window, tiles, lines);
        }
        JsonNode status = get("api/v1/status");
        return State.of(
                "api" + scope(status.at("/viewer/teams")),
                Map.of(),
                Instant.now(),
                status.path("version").asText());
    }

    /** A report of some teams must not be taken for one of all. */
    private static String scope(JsonNode teams) {
        return teams.isArray()
                ? StreamSupport.stream(teams.spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining(", ", ", as far as the token is for: ", ""))
                : "";
    }

    private void ask(Window window, Tiles tiles, Consumer<Line> lines) throws ReportException, InterruptedException {
        long from = window.start(tiles.cuts().first());
        JsonNode answer = get("api/v1/footprint?step=%s&by=team,project,model,gpu,region&from=%s&to=%s&limit=10000"
                .formatted(
                        window.label(),
                        Instant.ofEpochMilli(from),
                        Instant.ofEpochMilli(tiles.cuts().last())));
        Instant knownFrom = Instant.parse(answer.path("knownFrom").asText());
        long length = window.length().toMillis();
        for (long start = from;
                start < Math.min(knownFrom.toEpochMilli(), tiles.cuts().last());
                start += length) {
            if (tiles.uses(window, start)) {
                throw new ReportException(
                        "%s holds windows of %s since %s only; read the topics with --config, or ask for a later period"
                                .formatted(instance, window.label(), knownFrom));
            }
        }
        take(answer, window, tiles, lines);
        String next = answer.path("next").asText("");
        for (int pages = 1; !next.isEmpty() && !next.equals("null"); pages++) {
            if (pages == MOST_PAGES) {
                throw new ReportException("%s has more than %d pages of rows; read the topics with --config"
                        .formatted(instance, MOST_PAGES));
            }
            JsonNode page = get(next.substring(1));
            take(page, window, tiles, lines);
            next = page.path("next").asText("");
        }
    }

    private static void take(JsonNode answer, Window window, Tiles tiles, Consumer<Line> lines) {
        for (JsonNode row : answer.path("rows")) {
            long start = Instant.parse(row.path("start").asText()).toEpochMilli();
            if (tiles.uses(window, start)) {
                lines.accept(new Line(start, dimensions(row), Optional.empty(), total(row)));
            }
        }
    }

    private static Dimensions dimensions(JsonNode row) {
        return new Dimensions(
                row.path("team").asText(),
                Optional.of(row.path("project").asText()).filter(project -> !project.isEmpty()),
                row.path("model").asText(),
                row.path("gpu").asText(),
                row.path("region").asText());
    }

    private static Total total(JsonNode row) {
        return new Total(
                new Usage(
                        row.path("requests").asLong(),
                        row.path("lateRequests").asLong(),
                        row.path("inferences").asLong(),
                        row.path("inputTokens").asLong(),
                        row.path("cachedInputTokens").asLong(),
                        row.path("outputTokens").asLong(),
                        0),
                row.path("unpricedRequests").asLong(),
                row.path("unsitedRequests").asLong(),
                new Footprint(
                        amount(row.path("energyJoules")),
                        amount(row.path("facilityEnergyJoules")),
                        amount(row.path("waterLitres")),
                        amount(row.path("carbonGrams")),
                        Optional.empty()),
                Amount.exactly(units(row.path("measuredEnergyJoules"))),
                0,
                Footprint.UNKNOWN);
    }

    private static <U extends Unit> Optional<Amount<U>> amount(JsonNode range) {
        return range.isObject()
                ? Optional.of(
                        new Amount<>(units(range.path("low")), units(range.path("central")), units(range.path("high"))))
                : Optional.empty();
    }

    private static long units(JsonNode value) {
        BigDecimal decimal = value.decimalValue();
        return decimal.movePointRight(6).longValueExact();
    }

    private JsonNode get(String path) throws ReportException, InterruptedException {
        URI uri = instance.resolve(instance.getPath().endsWith("/") ? path : "/" + path);
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(PATIENCE);
            token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() == UNAUTHORIZED) {
                throw new ReportException("%s asks for a token%s; write --token-file FILE, or set WATTLEDGER_TOKEN"
                        .formatted(instance, token.isPresent() ? " that it knows" : ""));
            }
            if (response.statusCode() != OK) {
                throw new ReportException("%s answered %d: %s".formatted(uri, response.statusCode(), response.body()));
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new ReportException("%s does not answer: %s. Is an instance running there?".formatted(uri, e), e);
        }
    }
}
