package io.wattledger.estimator.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wattledger.estimator.Architecture;
import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.Freshness;
import io.wattledger.estimator.Rate;
import io.wattledger.estimator.WeightFormat;
import io.wattledger.estimator.catalogue.GpuCatalogue;
import io.wattledger.estimator.catalogue.OpenModels;
import java.time.LocalDate;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each coefficient 1, so that terms are what the specification says. */
class ServingRooflineTest {

    private static final double BILLION = 1e9;

    private final ServingRoofline roofline =
            new ServingRoofline(Calibrations.ofOnes(), Freshness.on(LocalDate.of(2026, 12, 1)));

    private static ServedModel known(String name) {
        return ServedModel.of(OpenModels.bundled().find(name).orElseThrow());
    }

    private static ServedModel derived(double total, double active, Architecture architecture, WeightFormat format) {
        return ServedModel.derived("ours", total * BILLION, active * BILLION, architecture, format);
    }

    private ServingEstimate estimate(ServedModel model, String gpu, int gpus, double batch) {
        return roofline.estimate(new ServingQuestion(
                model,
                GpuCatalogue.bundled().require(gpu),
                OptionalInt.of(gpus),
                OptionalDouble.of(batch),
                OptionalDouble.of(200),
                OptionalDouble.of(400)));
    }

    /** Llama 3.1 8B on one H100 SXM5, 700 W, 3.35e12 B/s, 989.4e12 FLOP/s, batch 32, 200 tokens in and 400 out. */
    @Test
    void shouldReadComputeAndWaitByTheSpecification() {
        Map<ServingTerm, Double> joules =
                estimate(known("meta-llama/Llama-3.1-8B"), "h100", 1, 32).joules();

        double perByte = 700 / 3.35e12;
        double perFlop = 700 / 989.4e12;
        assertThat(joules.get(ServingTerm.WEIGHTS)).isCloseTo(8.03e9 * 2 / 32 * perByte, within(1e-9));
        assertThat(joules.get(ServingTerm.CACHE)).isCloseTo(131_072 * 400 * perByte, within(1e-9));
        assertThat(joules.get(ServingTerm.DECODE)).isCloseTo(2 * 8.03e9 * perFlop, within(1e-9));
        assertThat(joules.get(ServingTerm.PREFILL))
                .isCloseTo((2 * 8.03e9 + 2 * 32 * 4096 * 200) * 200 / 400 * perFlop, within(1e-9));
        assertThat(joules.get(ServingTerm.LAYER)).isCloseTo(700 * 32 * 1e-5 / 32, within(1e-9));
        assertThat(joules.get(ServingTerm.TOKEN)).isCloseTo(700 * 1e-5, within(1e-9));
        assertThat(joules.get(ServingTerm.COMMUNICATION)).isZero();
        assertThat(joules.get(ServingTerm.IMBALANCE)).isZero();
        assertThat(joules.get(ServingTerm.BLOCKS)).isZero();
        assertThat(joules.get(ServingTerm.IMAGES)).isZero();
    }

    /** 8 of 128 experts: at batch 1 a sixteenth of them is read, at batch 4,096 all. */
    @Test
    void shouldReadTheExpertsThatABatchTouches() {
        ServedModel model = known("Qwen/Qwen3-30B-A3B");

        assertThat(model.weightBytesRead(1)).isCloseTo(2 * 3.3e9, within(1e6));
        assertThat(model.weightBytesRead(4096)).isCloseTo(2 * 30.5e9, within(1e6));
        assertThat(model.weightBytes()).isCloseTo(2 * 30.5e9, within(1e6));
    }

    /** Half of the layers of gpt-oss see 128 tokens. */
    @Test
    void shouldReadNoMoreThanTheWindow() {
        ServedModel model = known("openai/gpt-oss-20b");
        double perToken = 2 * 24 * 8 * 64 * 2;

        assertThat(model.cacheBytesRead(100)).isCloseTo(100 * perToken, within(1e-6));
        assertThat(model.cacheBytesRead(1128)).isCloseTo(1128 * perToken / 2 + 128 * perToken / 2, within(1e-6));
    }

    @Test
    void shouldGoOverAllExpertsOfScaledBlocks() {
        ServedModel model = derived(235, 22, Architecture.MOE, WeightFormat.FP8);

        Map<ServingTerm, Double> joules = estimate(model, "h100", 4, 8).joules();

        assertThat(joules.get(ServingTerm.BLOCKS)).isPositive().isEqualTo(joules.get(ServingTerm.EXPERT_BLOCKS));
        assertThat(joules.get(ServingTerm.BLOCKS)).isGreaterThan(joules.get(ServingTerm.WEIGHTS));
    }

    @Test
    void shouldChargeWhatMakesTheRequestByItsTokens() {
        ServingEstimate estimate = estimate(known("meta-llama/Llama-3.1-8B"), "h100", 1, 32);

        double request = 200 * estimate.per(Rate.INPUT_TOKEN).central().value()
                + 400 * estimate.per(Rate.OUTPUT_TOKEN).central().value()
                + estimate.per(Rate.INFERENCE).central().value();
        assertThat(request).isCloseTo(400 * estimate.perOutputToken().central().value(), within(1e-9));
    }

    @Test
    void shouldHaveTheRangeOfWhatIsKnown() {
        assertThat(estimate(known("meta-llama/Llama-3.1-8B"), "h100", 1, 32))
                .satisfies(estimate -> assertThat(estimate.low()).isCloseTo(0.5, within(1e-12)))
                .satisfies(estimate -> assertThat(estimate.high()).isCloseTo(2, within(1e-12)))
                .satisfies(estimate -> assertThat(estimate.warnings()).isEmpty());
        assertThat(estimate(derived(8, 8, Architecture.DENSE, WeightFormat.BFLOAT16), "h100", 1, 32)
                        .high())
                .isCloseTo(4, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({
        "a100-sxm4-80gb, dense, bfloat16, 32, a100-sxm4-80gb was not measured",
        "h100, hybrid, bfloat16, 32, no hybrid model was measured",
        "h100, dense, int4, 32, weights as int4 were not measured",
        "h100, dense, bfloat16, 2, 'batches of 8 to 4096 were measured, 2 is beyond them'",
        "h100, dense, bfloat16, 9000, 'batches of 8 to 4096 were measured, 9000 is beyond them'"
    })
    void shouldWidenTheRangeAndSayWhy(String gpu, String architecture, String format, double batch, String reason) {
        ServingEstimate estimate =
                estimate(derived(8, 8, Architecture.of(architecture), WeightFormat.of(format)), gpu, 1, batch);

        assertThat(estimate.low()).isLessThan(0.25 - 1e-3);
        assertThat(estimate.high()).isGreaterThan(4 + 1e-3);
        assertThat(estimate.warnings()).singleElement().asString().contains(reason);
    }

    @Test
    void shouldAssumeWhatIsNotKnownAndSaySo() {
        ServingEstimate estimate = roofline.estimate(new ServingQuestion(
                derived(70, 70, Architecture.DENSE, WeightFormat.BFLOAT16),
                GpuCatalogue.bundled().require("h100"),
                OptionalInt.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty()));

        assertThat(estimate.serving().gpuCount()).isEqualTo(4);
        assertThat(estimate.serving().batchSize()).isEqualTo(64);
        assertThat(estimate.high() / estimate.low()).isGreaterThan(16);
        assertThat(estimate.warnings())
                .hasSize(4)
                .anyMatch(warning -> warning.contains("no number of accelerators"))
                .anyMatch(warning -> warning.contains("no input tokens"))
                .anyMatch(warning -> warning.contains("no output tokens"))
                .anyMatch(warning -> warning.contains("no batch size"));
    }

    @Test
    void shouldSayThatWeightsDoNotFit() {
        assertThat(estimate(derived(70, 70, Architecture.DENSE, WeightFormat.BFLOAT16), "h100", 1, 8)
                        .warnings())
                .singleElement()
                .asString()
                .contains("140 GB of weights do not fit the 80 GB of 1 × h100-sxm5-80gb");
    }

    @Test
    void shouldRefuseMoreActiveParametersThanThereAre() {
        assertThatThrownBy(() -> derived(8, 9, Architecture.DENSE, WeightFormat.BFLOAT16))
                .isInstanceOf(EstimateException.class)
                .hasMessageContaining("cannot be active");
    }
}
