package io.wattledger.estimator.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wattledger.estimator.CostRow;
import io.wattledger.estimator.Estimate;
import io.wattledger.estimator.Joules;
import io.wattledger.estimator.OperatingPoint;
import io.wattledger.estimator.Term;
import java.io.StringReader;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CostCatalogueTest {

    private static final String HEADER = String.join(",", CostCatalogue.COLUMNS) + "\n";
    private static final String POINT = """
            m,g,8,inference,0,0,0,by hand,none,a test,2026
            m,g,8,input_token,1,2,3,by hand,"two, roughly",a test,2026-11
            m,g,8,cached_input_token,0.1,0.2,0.3,by hand,a tenth,a test,2026-11-21
            m,g,8,output_token,10,20,30,by hand,ten times,a test,2026
            """;

    @Test
    void shouldBundleEveryModelOnEveryGpuPromised() {
        assertThat(CostCatalogue.bundled().rows())
                .extracting(CostRow::key)
                .containsExactlyInAnyOrder(
                        "llama-3.1-8b-instruct|h100-sxm5-80gb",
                        "llama-3.1-8b-instruct|b200-sxm-180gb",
                        "llama-3.1-8b-instruct|a100-sxm4-40gb",
                        "llama-3.1-70b-instruct|h100-sxm5-80gb",
                        "llama-3.1-70b-instruct|b200-sxm-180gb",
                        "llama-3.1-70b-instruct|a100-sxm4-40gb",
                        "qwen3-32b|h100-sxm5-80gb",
                        "qwen3-32b|b200-sxm-180gb",
                        "qwen3-30b-a3b-instruct-2507|h100-sxm5-80gb",
                        "qwen3-30b-a3b-instruct-2507|b200-sxm-180gb",
                        "qwen3-coder-30b-a3b-instruct|h100-sxm5-80gb",
                        "qwen3-coder-30b-a3b-instruct|b200-sxm-180gb",
                        "qwen3-235b-a22b-instruct-2507|h100-sxm5-80gb",
                        "qwen3-235b-a22b-instruct-2507|b200-sxm-180gb",
                        "resnet50|rtx-4090-24gb",
                        "resnet50|rtx-3090-24gb",
                        "vit-base-patch16-224|rtx-4090-24gb",
                        "vit-base-patch16-224|rtx-3090-24gb",
                        "efficientnet-b0|rtx-4090-24gb",
                        "efficientnet-b0|rtx-3090-24gb",
                        "mobilenetv2-100|rtx-4090-24gb",
                        "mobilenetv2-100|rtx-3090-24gb");
    }

    @ParameterizedTest
    @MethodSource("languageRows")
    void shouldDefaultToBatch128AndOfferAtLeastThreePoints(CostRow row) {
        assertThat(row.defaultPoint().batchSize()).isEqualTo(128);
        assertThat(row.operatingPoints()).hasSizeBetween(3, 5);
    }

    @ParameterizedTest
    @MethodSource("languageRows")
    void shouldNeverCostMorePerOutputTokenInALargerBatch(CostRow row) {
        List<Joules> bySize = row.operatingPoints().stream()
                .sorted(Comparator.comparingInt(OperatingPoint::batchSize))
                .map(point -> point.perOutputToken().central())
                .toList();

        assertThat(bySize).isSortedAccordingTo(Comparator.reverseOrder());
    }

    /** Both need the FLOPs of one pass over the active parameters, and decoding uses the GPU worse. */
    @ParameterizedTest
    @MethodSource("languageRows")
    void shouldCostMorePerOutputTokenThanPerInputTokenAndLeastPerCachedOne(CostRow row) {
        assertThat(row.operatingPoints()).allSatisfy(point -> {
            assertThat(point.perOutputToken().central())
                    .isGreaterThan(point.perInputToken().central());
            assertThat(point.perCachedInputToken().central())
                    .isLessThan(point.perInputToken().central());
            assertThat(point.perCachedInputToken().central().value()).isPositive();
        });
    }

    @ParameterizedTest
    @MethodSource("visionRows")
    void shouldChargeImagesByTheInferenceAlone(CostRow row) {
        assertThat(row.operatingPoints()).allSatisfy(point -> {
            assertThat(point.perInference().low().value()).isPositive();
            assertThat(point.energy(1, 1000, 10, 1000)).isEqualTo(point.perInference());
        });
    }

    /**
     * The median requests of Azure's LLM inference trace 2023 (code: 1469 tokens in, 13 out; conversation: 1020, 129).
     * Bounded from below by prefill at full peak, without the host: a third of the central rate. Bounded from above by
     * Google's median prompt with everything around it, 0.24 Wh = 864 J (arXiv 2508.15734).
     */
    @ParameterizedTest
    @CsvSource({
        "llama-3.1-8b-instruct, h100-sxm5-80gb, 1469, 13, 30, 70",
        "llama-3.1-8b-instruct, h100-sxm5-80gb, 1020, 129, 30, 70",
        "llama-3.1-8b-instruct, b200-sxm-180gb, 1469, 13, 20, 50",
        "llama-3.1-70b-instruct, h100-sxm5-80gb, 1469, 13, 300, 600",
        "llama-3.1-70b-instruct, h100-sxm5-80gb, 1020, 129, 250, 600",
        "qwen3-coder-30b-a3b-instruct, h100-sxm5-80gb, 1469, 13, 20, 60",
        "qwen3-235b-a22b-instruct-2507, b200-sxm-180gb, 1020, 129, 200, 500",
    })
    void shouldGivePlausibleJoulesForRealRequests(
            String model, String gpu, long inputTokens, long outputTokens, double from, double to) {
        CostRow row = CostCatalogue.bundled().withHost().find(model, gpu).orElseThrow();

        Estimate<Joules> energy = row.defaultPoint().energy(1, inputTokens, 0, outputTokens);

        assertThat(energy.central().value()).isBetween(from, to);
        assertThat(energy.central().value()).isLessThan(864);
    }

    @Test
    void shouldGiveBackTheMeasuredEnergyForTheRequestThatWasMeasured() {
        // Given ML.ENERGY v3.0: Llama 3.1 8B on one H100 at batch 128, 38.48 J for 404.6 tokens
        CostRow row = CostCatalogue.bundled()
                .find("llama-3.1-8b-instruct", "h100-sxm5-80gb")
                .orElseThrow();
        OperatingPoint point = row.defaultPoint();

        double joules = 224 * point.perInputToken().central().value()
                + 404.6 * point.perOutputToken().central().value();

        assertThat(joules).isBetween(38.4, 38.6);
    }

    @Test
    void shouldNameASourceForEveryNumber() {
        assertThat(CostCatalogue.bundled().rows()).allSatisfy(row -> {
            assertThat(row.terms()).hasSize(4 * row.operatingPoints().size());
            assertThat(row.terms()).allSatisfy(term -> assertThat(term.source()).contains("Source: "));
        });
    }

    @Test
    void shouldSayThatThe235bNumbersOnH100AreOfTheFp8Variant() {
        CostRow row = CostCatalogue.bundled()
                .find("qwen3-235b-a22b-instruct-2507", "h100-sxm5-80gb")
                .orElseThrow();

        assertThat(row.terms()).extracting(Term::source).anyMatch(source -> source.startsWith("FP8 variant"));
    }

    @Test
    void shouldReadATableInAnyOrderOfLines() {
        CostCatalogue catalogue = read(POINT + POINT.replace(",8,", ",1,"));

        CostRow row = catalogue.find("m", "g").orElseThrow();
        assertThat(row.method()).isEqualTo("by hand");
        assertThat(row.operatingPoints()).extracting(OperatingPoint::batchSize).containsExactly(8, 1);
        assertThat(row.defaultPoint().perInputToken())
                .isEqualTo(new Estimate<>(new Joules(1), new Joules(2), new Joules(3)));
        assertThat(row.terms())
                .contains(new Term(
                        "energy per input token, batch size 8", 2, "J", "two, roughly. Source: a test, 2026-11"));
        assertThat(catalogue.find("m", "another")).isEmpty();
    }

    @Test
    void shouldPriceCachedTokensInsteadOfInputTokens() {
        OperatingPoint point = read(POINT).rows().get(0).defaultPoint();

        assertThat(point.energy(1, 10, 4, 3).central()).isEqualTo(new Joules(6 * 2 + 4 * 0.2 + 3 * 20));
        assertThatThrownBy(() -> point.energy(1, 3, 4, 0))
                .hasMessage("4 cached input tokens of 3: cached is a subset of input");
    }

    @Test
    void shouldRefuseARowWithoutADefaultPointOrWithTwoOfOneBatchSize() {
        OperatingPoint point = read(POINT).rows().get(0).defaultPoint();

        assertThatThrownBy(() -> new CostRow("m", "g", "by hand", List.of(), List.of()))
                .hasMessage("m|g: needs at least one operating point");
        assertThatThrownBy(() -> new CostRow("m", "g", "by hand", List.of(point, point), List.of()))
                .hasMessage("m|g: two operating points of one batch size");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            m,g,8,input_token,1,2,3     | m,g,8,input_token,1,x,3     | t.csv, line 3, column central_joules: "x" is not a number
            m,g,8,input_token,1,2,3     | m,g,8,input_token,1,-2,3    | t.csv, line 3, column central_joules: -2 is out of range
            m,g,8,input_token,1,2,3     | m,g,8,input_token,1,NaN,3   | t.csv, line 3, column central_joules: NaN is out of range
            m,g,8,input_token,1,2,3     | m,g,8,input_token,2.5,2,3   | t.csv, line 3, column low_joules: 2.5 is above central_joules 2.0
            m,g,8,input_token,1,2,3     | m,g,8,input_token,1,4,3     | t.csv, line 3, column high_joules: 3.0 is below central_joules 4.0
            m,g,8,input_token,1,2,3     | m,g,0,input_token,1,2,3     | t.csv, line 3, column batch_size: 0 is not positive
            m,g,8,input_token,1,2,3     | m,g,8,input,1,2,3           | t.csv, line 3, column rate: "input" is unknown; write one of inference,
            m,g,8,input_token,1,2,3     | m,g,8,inference,1,2,3       | t.csv, line 3, column rate: inference is on line 2 already
            m,g,8,input_token,1,2,3     | m,g,9,input_token,1,2,3     | t.csv, line 2, column rate: this batch size has no line for input_token
            ten times,a test            | ten times,                  | t.csv, line 5, column source: blank
            2026-11-21                  | yesterday                   | t.csv, line 4, column source_date: "yesterday" is not a date
            30,by hand                  | 30,by guess                 | t.csv, line 5, column method: "by guess", but line 2
            """)
    void shouldSayWhereATableIsWrong(String right, String wrong, String message) {
        assertThat(POINT).contains(right);

        assertThatThrownBy(() -> read(POINT.replace(right, wrong)))
                .isInstanceOf(CatalogueException.class)
                .hasMessageStartingWith(message)
                .hasMessageContaining(";");
    }

    private static CostCatalogue read(String lines) {
        return CostCatalogue.read(new StringReader(HEADER + lines), "t.csv");
    }

    static Stream<CostRow> languageRows() {
        return CostCatalogue.bundled().rows().stream()
                .filter(row -> row.method().equals("measured-serving-split"));
    }

    static Stream<CostRow> visionRows() {
        return CostCatalogue.bundled().rows().stream()
                .filter(row -> row.method().equals("board-power-over-throughput"));
    }
}
