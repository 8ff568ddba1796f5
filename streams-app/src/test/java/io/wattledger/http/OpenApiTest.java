package io.wattledger.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.wattledger.access.Access;
import io.wattledger.access.Need;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The document describes the server as it is: its paths, and every answer. */
class OpenApiTest {

    @TempDir
    Path folder;

    private final ObjectMapper mapper = new ObjectMapper();
    private RunningServer server;
    private JsonNode document;

    @BeforeEach
    void open() throws Exception {
        server = new RunningServer(folder, Access.local());
        document = server.json("/api/v1/openapi.json");
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void shouldHaveEveryEndpointAndNoOther() {
        Set<String> described = new TreeSet<>();
        document.path("paths").properties().forEach(path -> path.getValue()
                .fieldNames()
                .forEachRemaining(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        assertThat(described)
                .isEqualTo(new TreeSet<>(Arrays.stream(Route.values())
                        .map(route -> route.method() + " " + route.path())
                        .toList()));
        for (Route route : Route.values()) {
            JsonNode operation = operation(route.method(), route.path());
            assertThat(operation.path("security").isArray()
                            && operation.path("security").isEmpty())
                    .as(route.path() + " needs a token")
                    .isEqualTo(route.need() == Need.NOTHING);
        }
    }

    @Test
    void shouldReferToWhatIsThere() {
        List<String> references = new ArrayList<>();
        collect(document, references);
        assertThat(references).isNotEmpty().allSatisfy(reference -> assertThat(
                        document.at(reference.substring(1)).isMissingNode())
                .as(reference)
                .isFalse());
    }

    private static void collect(JsonNode node, List<String> references) {
        if (node.has("$ref")) {
            references.add(node.path("$ref").asText());
        }
        node.forEach(child -> collect(child, references));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/v1/status | /api/v1/status",
                "/api/v1/footprint | /api/v1/footprint",
                "/api/v1/footprint | /api/v1/footprint?by=team,project,model,gpu,region&step=1m&from=-1h",
                "/api/v1/footprint | /api/v1/footprint?by=team&from=-2h",
                "/api/v1/footprint | /api/v1/footprint?by=team&limit=1",
                "/api/v1/footprint | /api/v1/footprint?by=colour",
                "/api/v1/corrections | /api/v1/corrections?by=team",
                "/api/v1/corrections | /api/v1/corrections?by=team&step=1d",
                "/api/v1/unpriced | /api/v1/unpriced",
                "/api/v1/teams | /api/v1/teams",
                "/api/v1/budgets | /api/v1/budgets",
                "/api/v1/costs | /api/v1/costs",
                "/api/v1/costs/{model}/{gpu} | /api/v1/costs/llama/h100",
                "/api/v1/costs/{model}/{gpu} | /api/v1/costs/no/thing",
                "/api/v1/sites | /api/v1/sites",
                "/api/v1/sites/{region} | /api/v1/sites/eu-west-1",
                "/api/v1/estimate | /api/v1/estimate?model=llama&gpu=h100&region=eu-west-1",
                "/api/v1/estimate | /api/v1/estimate?model=llama&gpu=h100",
                "/api/v1/estimate | /api/v1/estimate?model=resnet50&gpu=a100-sxm4-80gb",
                "/api/v1/estimate | /api/v1/estimate?model=nothing&gpu=h100&method=books",
                "/api/v1/estimate | /api/v1/estimate?model=nothing&gpu=h100",
            })
    void shouldDescribeEachAnswer(String path, String request) throws Exception {
        check(operation("GET", path), server.get(request));
    }

    @ParameterizedTest
    @CsvSource({"accepted", "accepted duplicate refused", "refused", "forbidden", "unavailable"})
    void shouldDescribeReceipts(String outcomes) throws Exception {
        check(operation("POST", "/api/v1/events"), server.post("/api/v1/events", outcomes.replace(' ', '\n')));
    }

    /** A schema that allows everything would pass the above. */
    @Test
    void shouldNotDescribeWhatIsNoAnswer() throws IOException {
        JsonNode answer = mapper.readTree("{\"at\":\"2026-11-01T00:00:00Z\",\"rows\":[{\"team\":1}],\"next\":null}");
        assertThat(problems("Footprint", answer)).isNotEmpty();
        assertThat(problems("Range", mapper.readTree("{\"low\":1,\"central\":2}")))
                .isNotEmpty();
        assertThat(problems("CloudEvent", mapper.readTree("{\"specversion\":\"0.3\"}")))
                .isNotEmpty();
    }

    private JsonNode operation(String method, String path) {
        return document.path("paths").path(path).path(method.toLowerCase(Locale.ROOT));
    }

    private void check(JsonNode operation, HttpResponse<String> answer) throws IOException {
        JsonNode responses = operation.path("responses");
        JsonNode response = responses.path(Integer.toString(answer.statusCode()));
        if (response.isMissingNode()) {
            assertThat(answer.statusCode()).isGreaterThanOrEqualTo(400);
            response = document.at("/components/responses/Problem");
        }
        String type = answer.headers().firstValue("Content-Type").orElseThrow().split(";", -1)[0];
        JsonNode content = response.path("content").path(type);
        assertThat(content.isMissingNode()).as("%s of %s", type, response).isFalse();
        assertThat(problems(content.path("schema"), mapper.readTree(answer.body())))
                .isEmpty();
    }

    private Set<ValidationMessage> problems(String schema, JsonNode answer) {
        return problems(document.at("/components/schemas/" + schema), answer);
    }

    /** References point into the document, so that the schema is validated as a part of it. */
    private Set<ValidationMessage> problems(JsonNode schema, JsonNode answer) {
        ObjectNode whole = mapper.createObjectNode();
        whole.set("components", document.path("components"));
        whole.setAll((ObjectNode) schema);
        JsonSchema compiled =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(whole);
        return compiled.validate(answer, context -> context.getExecutionConfig().setFormatAssertionsEnabled(true));
    }
}
