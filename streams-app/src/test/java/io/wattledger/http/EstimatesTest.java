package io.wattledger.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wattledger.books.HandMadeTables;
import io.wattledger.estimator.cli.TextEstimator;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EstimatesTest {

    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
    private static final long NOW = NOON.plusSeconds(90).toEpochMilli();

    private final ObjectMapper mapper = new ObjectMapper();
    private final Estimates estimates = new Estimates();
    private final HandMadeTables tables = new HandMadeTables()
            .cost("own-model", "own-gpu", NOON)
            .cost("later", "own-gpu", NOON.plusSeconds(3600))
            .site("own-region", NOON)
            .site("later", NOON.plusSeconds(3600));

    @Test
    void shouldPriceAsTheBooksWould() throws Exception {
        JsonNode json = ask(
                "model=own-model&gpu=own-gpu&region=own-region&inputTokens=100&cachedInputTokens=40&outputTokens=10");

        assertThat(json).isEqualTo(mapper.readTree("""
                {"model": "own-model", "gpu": "own-gpu", "batch": 16,
                 "inputTokens": 100, "cachedInputTokens": 40, "outputTokens": 10,
                 "energyJoules": {"low": 18.0, "central": 36.0, "high": 72.0},
                 "facilityEnergyJoules": {"low": 27.0, "central": 54.0, "high": 108.0},
                 "waterLitres": {"low": 0.00002, "central": 0.00004, "high": 0.00008},
                 "carbonGrams": {"low": 0.0027, "central": 0.0054, "high": 0.0108},
                 "warnings": [], "source": "books", "region": "own-region", "inferences": 1,
                 "costRevision": "r of 2026-11-01T12:00:00Z", "siteRevision": "s of 2026-11-01T12:00:00Z",
                 "unpricedReason": null}
                """));
    }

    /** Four times the pixels: four times the tokens, and more than four times the operations. */
    @Test
    void shouldEstimateAnImageByItsStepsAndPixels() throws Exception {
        String image = "model=stable-diffusion-3.5-large&gpu=h100&resolution=";

        double small = joules(ask(image + "1024x1024&steps=28"));
        double large = joules(ask(image + "2048x2048&steps=28"));
        double twice = joules(ask(image + "1024x1024&steps=56"));

        assertThat(large).isGreaterThan(4 * small);
        assertThat(twice).isCloseTo(2 * small, within(1e-6 * small));
        assertThat(ask("model=own-model&gpu=own-gpu&outputTokens=1&steps=28").path("warnings"))
                .singleElement()
                .extracting(JsonNode::asText)
                .asString()
                .startsWith("steps is not used");
    }

    private static double joules(JsonNode json) {
        return json.path("energyJoules").path("central").asDouble();
    }

    @ParameterizedTest
    @CsvSource({"1,16,2.0", "32,32,1.333333", "33,33,1.313131", "1000000000,64,1.0"})
    void shouldTakeTheOperatingPointThatBookingTakes(String batch, int point, double joules) throws Exception {
        JsonNode json = ask("model=own-model&gpu=own-gpu&outputTokens=1&batch=" + batch);
        assertThat(json.path("batch").asInt()).isEqualTo(point);
        assertThat(json.path("energyJoules").path("central").asDouble()).isEqualTo(joules);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "model=own-model&gpu=own-gpu&outputTokens=1, -",
                "model=own-model&gpu=own-gpu&outputTokens=1&region=nowhere, NO_SITE_FACTORS",
                "model=own-model&gpu=own-gpu&outputTokens=1&region=later, NO_SITE_FACTORS_AT_TIME",
                "method=books&model=unknown&gpu=own-gpu, NO_COST",
                "method=books&model=later&gpu=own-gpu, NO_COST_AT_TIME",
            })
    void shouldSayWhyTheBooksDoNotKnow(String query, String reason) throws Exception {
        JsonNode json = ask(query);
        assertThat(json.path("source").asText()).isEqualTo("books");
        assertThat(json.path("unpricedReason").asText(null)).isEqualTo(reason);
        assertThat(json.path("waterLitres").isNull()).isTrue();
        assertThat(json.path("energyJoules").isNull()).isEqualTo(reason != null && reason.startsWith("NO_COST"));
    }

    @Test
    void shouldWarnWhereTheAnswerMayMislead() throws Exception {
        JsonNode json = ask("model=own-model&gpu=own-gpu&precision=fp8");
        assertThat(json.path("energyJoules").path("central").asDouble()).isZero();
        assertThat(json.path("warnings"))
                .map(JsonNode::asText)
                .containsExactly(
                        "precision is not used: a cost of the books has its own; name a method to ask the estimator",
                        "no tokens were given, and the books price this model by the token");
    }

    @Test
    void shouldAskTheEstimatorWhereTheBooksHaveNoCost() throws Exception {
        JsonNode json = ask("model=resnet50&gpu=a100-sxm4-80gb&region=eu-north-1");

        assertThat(json.path("source").asText()).isEqualTo("estimator");
        assertThat(json.path("costRevision").isNull()).isTrue();
        assertThat(json.path("siteRevision").isNull()).isTrue();
        JsonNode says = estimator(Map.of("model", "resnet50", "gpu", "a100-sxm4-80gb", "region", "eu-north-1"));
        says.properties()
                .forEach(each ->
                        assertThat(json.get(each.getKey())).as(each.getKey()).isEqualTo(each.getValue()));
    }

    @Test
    void shouldAskTheEstimatorWhereAMethodIsNamed() throws Exception {
        tables.cost("resnet50", "t4", NOON);
        assertThat(ask("model=resnet50&gpu=t4").path("source").asText()).isEqualTo("books");

        JsonNode json = ask("model=resnet50&gpu=t4&method=alpha-flops");
        assertThat(json.path("source").asText()).isEqualTo("estimator");
        assertThat(json.path("method").asText()).isEqualTo("alpha-flops");
        assertThat(json.path("costRevision").isNull()).isTrue();
    }

    @Test
    void shouldSiteTheEstimateAtTheFactorsOfTheBooks() throws Exception {
        JsonNode json = ask("model=resnet50&gpu=a100-sxm4-80gb&region=own-region");

        double joules = json.path("energyJoules").path("central").asDouble();
        assertThat(json.path("carbonGrams").path("central").asDouble() / joules)
                .isCloseTo(1.5 * 360 / 3.6e6, withinPercentage(1e-9));
        assertThat(json.path("siteRevision").asText()).isEqualTo("s of 2026-11-01T12:00:00Z");
        assertThat(json.path("terms"))
                .map(term -> term.path("source").asText())
                .anyMatch(source ->
                        source.startsWith("revision s of 2026-11-01T12:00:00Z of the site factors in the books"));
    }

    @Test
    void shouldMultiplyWhatIsCountedInInferences() throws Exception {
        String query = "model=resnet50&gpu=a100-sxm4-80gb&region=own-region";
        JsonNode one = ask(query);
        JsonNode many = ask(query + "&inferences=1000");

        for (String range : List.of("energyJoules", "facilityEnergyJoules", "waterLitres", "carbonGrams")) {
            for (String bound : List.of("low", "central", "high")) {
                assertThat(many.path(range).path(bound).asDouble())
                        .isEqualTo(1000 * one.path(range).path(bound).asDouble());
            }
        }
        assertThat(many.path("rates")).isEqualTo(one.path("rates"));
        assertThat(ask("model=own-model&gpu=own-gpu&outputTokens=1&inferences=7")
                        .path("inferences")
                        .asInt())
                .isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            model=m                                    | gpu is missing; write it, as in ?model=llama-3.1-8b-instruct&gpu=h100
            gpu=g                                      | model is missing
            model=m&gpu=g&tokens=5                     | parameter 'tokens' is not known; write some of model, gpu, region, batch, inferences, inputTokens, cachedInputTokens, outputTokens, method, precision, steps, resolution, frames
            model=m&gpu=g&gpu=h                        | gpu is there 2 times; write it once
            model=m&gpu=g&region=                      | region is blank; write a value, or leave it out
            model=m&gpu=g&batch=0                      | batch is '0'; write a whole number from 1 to 1000000000
            model=m&gpu=g&inferences=-1                | inferences is '-1'; write a whole number from 1
            model=m&gpu=g&inputTokens=1000000001       | inputTokens is '1000000001'; write a whole number from 0 to 1000000000
            model=m&gpu=g&outputTokens=1e3             | outputTokens is '1e3'; write a whole number
            model=m&gpu=g&outputTokens=99999999999999999999 | outputTokens is '99999999999999999999'; write a whole number
            model=m&gpu=g&cachedInputTokens=3&inputTokens=2 | cachedInputTokens is 3, more than inputTokens, which is 2; the cached ones are among them
            model=resnet51&gpu=t4                      | the books have no cost of resnet51 on t4, and the estimator says: unknown model 'resnet51'; did you mean resnet50
            model=resnet50&gpu=t4&method=alpha-flop    | unknown method 'alpha-flop'; did you mean alpha-flops
            model=resnet50&gpu=t4&method=alpha-flops&region=atlantis | unknown region 'atlantis'
            model=llama-3.1-8b&gpu=h100&inferences=2&outputTokens=5  | inferences is 2, but the estimator counts llama-3.1-8b-instruct in tokens; leave inferences out
            """)
    void shouldSayWhatToWrite(String query, String message) {
        assertThatThrownBy(() -> ask(query)).isInstanceOf(BadQuery.class).hasMessageStartingWith(message);
    }

    @Test
    void shouldTakeNoLongerNamesThanAnEventMayHave() {
        assertThatThrownBy(() -> ask("gpu=g&model=" + "m".repeat(257)))
                .isInstanceOf(BadQuery.class)
                .hasMessage("model has 257 characters; write at most 256");
    }

    private JsonNode ask(String query) throws BadQuery, IOException {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (String each : query.split("&", -1)) {
            String[] pair = each.split("=", 2);
            parameters.computeIfAbsent(pair[0], name -> new ArrayList<>()).add(pair[1]);
        }
        return mapper.readTree(BooksJson.text(estimates.answer(parameters, tables.published(), NOW)));
    }

    private JsonNode estimator(Map<String, String> texts) throws IOException {
        return mapper.readTree(TextEstimator.bundled().json(texts).toString());
    }
}
