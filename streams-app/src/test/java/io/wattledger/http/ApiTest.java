package io.wattledger.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wattledger.access.Access;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiTest {

    private static final String ALL = "/api/v1/footprint?by=team,project,model,gpu,region";

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
    void shouldListTeamsWithBooksOrABudget() throws Exception {
        JsonNode teams = server.json("/api/v1/teams").at("/teams");
        assertThat(teams.findValuesAsText("team"))
                .hasSize(3)
                .startsWith("budgeted")
                .endsWith("search");
        assertThat(teams.at("/0/budget").asBoolean()).isTrue();
        assertThat(teams.at("/0/requests").asLong()).isZero();
        assertThat(teams.at("/0/energyJoules").isNull()).isTrue();
        assertThat(teams.at("/2/energyJoules/central").decimalValue()).isEqualByComparingTo("2");
    }

    @Test
    void shouldSayWhatHasNoCostAndWhetherThereIsOneByNow() throws Exception {
        JsonNode rows = server.json("/api/v1/unpriced").at("/rows");
        assertThat(rows).hasSize(1);
        assertThat(rows.at("/0/unpricedRequests").asLong()).isEqualTo(2);
        assertThat(rows.at("/0/costInForce").asBoolean()).isTrue();
        assertThat(rows.at("/0/siteFactorsInForce").asBoolean()).isTrue();
        assertThat(server.json("/api/v1/unpriced?model=other").at("/rows")).isEmpty();
    }

    @Test
    void shouldShowCorrectionsWhereThereAreSome() throws Exception {
        JsonNode answer = server.json("/api/v1/corrections?by=team,project");
        assertThat(answer.at("/rows")).hasSize(1);
        assertThat(answer.at("/rows/0/project").asText()).isEqualTo("ranking");
        assertThat(answer.at("/rows/0/energyJoules/central").decimalValue()).isEqualByComparingTo("-0.25");
        assertThat(answer.at("/total/energyJoules/central").decimalValue()).isEqualByComparingTo("-0.25");
    }

    @Test
    void shouldShowHowEachBudgetStands() throws Exception {
        JsonNode budgets = server.json("/api/v1/budgets").at("/budgets");
        assertThat(budgets.findValuesAsText("team")).containsExactly("budgeted", "search");
        assertThat(budgets.at("/0/energyBudgetJoules").asDouble()).isEqualTo(4e9);
        assertThat(budgets.at("/0/energyUsedRatio").asDouble()).isEqualTo(0.5);
        assertThat(budgets.at("/0/waterBudgetLitres").isNull()).isTrue();
        assertThat(budgets.at("/0/carbonUsedGrams").isNull())
                .as("nothing known")
                .isTrue();
        assertThat(budgets.at("/1/monthStart").isNull()).isTrue();
    }

    @Test
    void shouldGiveTheTablesBySlashesToo() throws Exception {
        assertThat(server.json("/api/v1/costs").at("/costs").findValuesAsText("model"))
                .containsExactly("llama", "org/llama");
        assertThat(server.json("/api/v1/costs?model=org/llama&gpu=h100").at("/costs/0/revisions"))
                .hasSize(1);
        assertThat(server.json("/api/v1/costs?limit=1").at("/next").asText())
                .startsWith("/api/v1/costs?limit=1&cursor=");
        assertThat(server.json("/api/v1/costs/llama/h100")
                        .at("/revisions/0/inForce")
                        .asBoolean())
                .isTrue();
        assertThat(server.json("/api/v1/costs/llama/nothing").at("/revisions")).isEmpty();
        assertThat(server.json("/api/v1/sites?region=eu-west-1").at("/sites/0/revisions"))
                .hasSize(1);
        assertThat(server.json("/api/v1/sites/eu-west-1").at("/revisions")).hasSize(1);
    }

    @Test
    void shouldSayWhatARequestWouldCost() throws Exception {
        JsonNode books = server.json("/api/v1/estimate?model=llama&gpu=h100&region=eu-west-1&outputTokens=10");
        assertThat(books.at("/source").asText()).isEqualTo("books");
        assertThat(books.at("/energyJoules/central").asDouble()).isEqualTo(20);
        JsonNode estimator = server.json("/api/v1/estimate?model=resnet50&gpu=a100-sxm4-80gb");
        assertThat(estimator.at("/source").asText()).isEqualTo("estimator");
        assertThat(estimator.at("/terms")).isNotEmpty();
        assertThat(server.get("/api/v1/estimate?gpu=h100").statusCode()).isEqualTo(400);
    }

    @Test
    void shouldGiveTheSameAsCsv() throws Exception {
        HttpResponse<String> csv = server.get(ALL, "Accept", "text/csv");
        assertThat(csv.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
        List<String> lines = csv.body().lines().toList();
        assertThat(lines.get(0))
                .startsWith("team,project,model,gpu,region,requests,lateRequests,")
                .contains("energyJoulesLow,energyJoulesCentral,energyJoulesHigh");
        assertThat(csv.body()).contains("search,ads,llama,h100,eu-west-1,2,0,0,0,2,50,0,6,0.250000,0.500000,1.000000,");
        assertThat(server.get(ALL + "&format=csv").body()).isEqualTo(csv.body());
        assertThat(server.get("/api/v1/unpriced?format=csv&model=none").body())
                .isEqualTo(
                        "team,project,model,gpu,region,requests,unpricedRequests,unsitedRequests,costInForce,siteFactorsInForce\r\n");
        assertThat(server.get(ALL + "&format=xml").statusCode()).isEqualTo(400);
    }

    @Test
    void shouldGiveAllRowsPageByPageAndTheSumOfAllOnEach() throws Exception {
        JsonNode whole = server.json(ALL);
        assertThat(whole.at("/next").isNull()).isTrue();
        List<JsonNode> rows = new ArrayList<>();
        String next = ALL + "&limit=1";
        int pages = 0;
        while (!next.isEmpty()) {
            JsonNode page = server.json(next);
            page.at("/rows").forEach(rows::add);
            assertThat(page.at("/total")).isEqualTo(whole.at("/total"));
            next = page.at("/next").isNull() ? "" : page.at("/next").asText();
            pages++;
        }
        assertThat(pages).isEqualTo(3);
        assertThat(rows).containsExactlyElementsOf(whole.at("/rows"));
        assertThat(server.get(ALL + "&limit=1").headers().firstValue("Link").orElseThrow())
                .matches("</api/v1/footprint\\?[^ ]+cursor=[^ ]+>; rel=\"next\"");
    }

    @Test
    void shouldKeepThePeriodFromPageToPage() throws Exception {
        JsonNode first = server.json("/api/v1/footprint?by=team,project&step=1m&from=-10m&limit=1");
        URI next = URI.create(first.at("/next").asText());
        assertThat(next.getQuery())
                .contains(
                        "from=" + first.at("/from").asText(),
                        "to=" + first.at("/to").asText())
                .doesNotContain("-10m");
    }

    @Test
    void shouldSayThatAnAnswerIsTheSame() throws Exception {
        String tag = server.get(ALL).headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> same = server.get(ALL, "If-None-Match", "\"other\", " + tag);
        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        assertThat(same.headers().firstValue("ETag")).contains(tag);
        assertThat(server.get(ALL + "&team=search", "If-None-Match", tag).statusCode())
                .isEqualTo(200);
        assertThat(server.get(ALL).headers().firstValue("Cache-Control")).contains("private, no-cache");
    }

    @Test
    void shouldPackAnswersForThoseWhoCanUnpack() throws Exception {
        var request = HttpRequest.newBuilder(server.uri("/api/v1/openapi.json"))
                .header("Accept-Encoding", "gzip")
                .build();
        HttpResponse<byte[]> answer = server.client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
        String text = new String(
                new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes(), StandardCharsets.UTF_8);
        assertThat(text).isEqualTo(server.get("/api/v1/openapi.json").body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=10001",
                "limit=x",
                "limit=1&limit=2",
                "cursor=%25%25",
                "by=team,team",
                "step=1h&step=1d",
                "from=-999999d",
                "from=+1000000000-01-01T00:00:00Z",
                "from=-1h&to=-2h",
                "step=25h",
                "step=0m",
                "step=2d",
                "format=xml",
                "%00=1"
            })
    void shouldRefuseWhatCannotBeAnswered(String query) throws Exception {
        String answer = server.raw(
                "GET /api/v1/footprint?" + query + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json", "\"status\":400");
    }

    @ParameterizedTest
    @CsvSource({"1m,60", "5m,300", "30m,1800", "1h,3600", "6h,21600", "12h,43200", "1d,86400"})
    void shouldAddWindowsUpToSteps(String step, long seconds) throws Exception {
        JsonNode answer = server.json("/api/v1/footprint?step=" + step + "&from=-3h&by=team");
        assertThat(answer.at("/step").asText()).isEqualTo(step);
        assertThat(answer.at("/rows")).isNotEmpty();
        answer.at("/rows").forEach(row -> assertThat(
                        java.time.Instant.parse(row.at("/start").asText()).getEpochSecond() % seconds)
                .isZero());
    }

    /** Names come from whoever sends events. */
    @Test
    void shouldCarryHostileNamesUnharmed() throws Exception {
        JsonNode rows = server.json("/api/v1/footprint?by=team").at("/rows");
        String evil = rows.at("/0/team").asText();
        assertThat(evil).startsWith("evil \"team\"").contains("<script>", "\n");
        String encoded = java.net.URLEncoder.encode(evil, StandardCharsets.UTF_8);
        assertThat(server.json("/api/v1/footprint?team=" + encoded)
                        .at("/total/requests")
                        .asInt())
                .isEqualTo(2);
        HttpResponse<String> refused = server.get("/api/v1/footprint?" + encoded + "=1");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(new ObjectMapper().readTree(refused.body()).path("detail").asText())
                .contains(evil);
        assertThat(refused.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    }
}
