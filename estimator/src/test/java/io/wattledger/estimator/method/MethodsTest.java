package io.wattledger.estimator.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wattledger.estimator.CostRow;
import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.HostShare;
import io.wattledger.estimator.OperatingPoint;
import io.wattledger.estimator.UnknownNameException;
import io.wattledger.estimator.WaterPreset;
import io.wattledger.estimator.catalogue.CostCatalogue;
import io.wattledger.estimator.catalogue.GpuCatalogue;
import io.wattledger.estimator.catalogue.SiteCatalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MethodsTest {

    private final CostCatalogue costs = CostCatalogue.bundled();
    private final Models models = new Models(costs);
    private final Methods methods = new Methods(costs);

    @ParameterizedTest
    @CsvSource({
        "llama-3.1-8b-instruct, h100, measured",
        "resnet50, rtx-4090, measured",
        "vit-base-patch16-224, NVIDIA GeForce RTX 4090, measured",
        "vit-b-16, rtx-4090-24gb, measured",
        "resnet50, a100, flops-per-watt",
        "bert-base, a100, flops-per-watt",
        "lstm-2-layer, a100-pcie-80gb, hardware-efficiency",
        "lstm-2-layer, t4, flops-per-watt",
        "lstm-2-layer, rtx-2080-ti, flops-per-watt"
    })
    void shouldChooseByFamily(String model, String gpu, String method) {
        assertThat(methods.defaultFor(workload(model, gpu)).name()).isEqualTo(method);
    }

    @Test
    void shouldBookNoFormulaForLanguageModelsThatGenerate() {
        assertThatThrownBy(() -> methods.defaultFor(workload("gpt2-xl", "a100")))
                .isInstanceOf(EstimateException.class)
                .hasMessageContaining("nobody measured gpt2-xl on a100")
                .hasMessageContaining("--method flops-per-watt");
    }

    /** 30 lies at (1/8 − 1/30) / (1/8 − 1/32) = 44/45 of the way from a batch of 8 to one of 32. */
    @Test
    void shouldTakeThePointBetweenTheMeasuredBatches() {
        Workload workload = workload("llama-3.1-8b-instruct", "h100").withBatchSize(OptionalInt.of(30));

        CostEstimate estimate = methods.require(Measured.NAME).estimate(workload);

        CostRow row = costs.find("llama-3.1-8b-instruct", "h100-sxm5-80gb").orElseThrow();
        double of8 = row.at(OptionalInt.of(8)).perOutputToken().central().value();
        double of32 = row.at(OptionalInt.of(32)).perOutputToken().central().value();
        assertThat(estimate.point().batchSize()).isEqualTo(30);
        assertThat(estimate.point().perOutputToken().central().value())
                .isCloseTo((of8 + 44 * of32) / 45, within(1e-12));
        assertThat(estimate.terms()).hasSize(8);
        assertThat(estimate.warnings())
                .containsExactly("nobody measured a batch of 30; the figure is between those of 8 and 32");
    }

    @Test
    void shouldTakeTheLastMeasuredPointBeyondThem() {
        Workload workload = workload("llama-3.1-8b-instruct", "h100").withBatchSize(OptionalInt.of(100_000));

        CostEstimate estimate = methods.require(Measured.NAME).estimate(workload);

        assertThat(estimate.point().batchSize()).isEqualTo(512);
        assertThat(estimate.terms()).hasSize(4);
        assertThat(estimate.warnings())
                .containsExactly("nobody measured a batch of 100000; the figure is of the nearest, 512");
    }

    @Test
    void shouldAddTheHostWhereAGpuIsNamedAndTheMethodLeavesItOut() {
        Workload workload = workload("resnet50", "a100-sxm4-80gb");
        double bare = methods.require(FlopsPerWatt.NAME)
                .estimate(workload)
                .point()
                .perInference()
                .central()
                .value();

        Answer hosted = new Estimator(methods, true).answer(workload, Optional.empty(), Place.UNKNOWN);
        Answer alone = new Estimator(methods, false).answer(workload, Optional.empty(), Place.UNKNOWN);

        assertThat(hosted.energy().central().value()).isCloseTo(bare * HostShare.CENTRAL, within(1e-12));
        assertThat(hosted.cost().scope()).isEqualTo(CostEstimate.Scope.IT);
        assertThat(alone.energy().central().value()).isEqualTo(bare);
    }

    @Test
    void shouldSiteTheEnergy() {
        Workload workload = workload("resnet50", "a100-sxm4-80gb");
        Estimator estimator = new Estimator(methods, true);
        Place stockholm = new Place(Optional.of(SiteCatalogue.bundled().require("eu-north-1")), Optional.empty());
        Place assumed = new Place(Optional.empty(), Optional.of(WaterPreset.ROJIVADIA_7_40));

        Answer sited = estimator.answer(workload, Optional.empty(), stockholm);
        Answer preset = estimator.answer(workload, Optional.empty(), assumed);

        double kwh = sited.energy().central().value() / 3.6e6;
        assertThat(sited.carbon().orElseThrow().central().value()).isCloseTo(kwh * 1.1 * 35.26, within(1e-15));
        assertThat(sited.water().orElseThrow().central().value())
                .isCloseTo(kwh * 0.02 + kwh * 1.1 * 6.03151, within(1e-15));
        assertThat(preset.carbon()).as("unknown, not invented").isEmpty();
        assertThat(preset.water().orElseThrow().low().value())
                .as("document A, section 5.2: 7 to 40 L/kWh")
                .isCloseTo(preset.energy().low().value() / 3.6e6 * 7, within(1e-15));
        assertThat(preset.water().orElseThrow().high().value())
                .isCloseTo(preset.energy().high().value() / 3.6e6 * 40, within(1e-15));
    }

    @Test
    void shouldMakeACostRowWithAnOperatingPointPerBatch() {
        Estimator estimator = new Estimator(methods, true);
        Workload workload = workload("resnet50", "rtx-2080-ti");

        CostRow row = estimator.row(workload, Optional.of(HardwareEfficiency.NAME), List.of(32, 1, 8), warning -> {});

        assertThat(row.key()).isEqualTo("resnet50|rtx-2080-ti");
        assertThat(row.operatingPoints()).extracting(OperatingPoint::batchSize).containsExactly(32, 1, 8);
        assertThat(row.defaultPoint().perInference().central().value())
                .isLessThan(
                        row.operatingPoints().get(1).perInference().central().value());
        assertThat(row.terms()).anySatisfy(term -> assertThat(term.name()).endsWith("batch size 8"));
    }

    @Test
    void shouldTakeAMeasuredRowAsItIsWithoutTheHost() {
        CostRow row = new Estimator(methods, false)
                .row(workload("qwen3-32b", "b200"), Optional.empty(), List.of(), warning -> {});

        assertThat(row).isEqualTo(costs.find("qwen3-32b", "b200-sxm-180gb").orElseThrow());
    }

    @Test
    void shouldTakeOnlyBatchesThatWereMeasured() {
        Estimator estimator = new Estimator(methods, true);
        Workload workload = workload("llama-3.1-8b-instruct", "h100");

        CostRow row = estimator.row(workload, Optional.empty(), List.of(8, 256), warning -> {});

        assertThat(row.operatingPoints()).extracting(OperatingPoint::batchSize).containsExactly(8, 256);
        assertThat(row.terms()).hasSize(8 + HostShare.terms().size());
        assertThatThrownBy(() -> estimator.row(workload, Optional.empty(), List.of(127, 128), warning -> {}))
                .isInstanceOf(EstimateException.class)
                .hasMessageContaining("at a batch of 127; measured: 128, 8, 32, 256, 512");
    }

    @Test
    void shouldHandOnWhatAReaderOfARowMustKnow() {
        List<String> warnings = new ArrayList<>();

        new Estimator(methods, true)
                .row(workload("resnet50", "a100-sxm4-80gb"), Optional.empty(), List.of(1, 8), warnings::add);

        assertThat(warnings).anyMatch(warning -> warning.contains("in the median"));
        assertThat(warnings).anyMatch(warning -> warning.contains("knows no batches"));
    }

    @Test
    void shouldNotPriceANetworkOfTheUsersOwnByAnotherOfItsName() {
        Model own = Model.of(models.require("resnet50").network().orElseThrow());
        Workload workload = Workload.of(own, GpuCatalogue.bundled().require("rtx-4090"));

        assertThat(methods.measured(workload)).isEmpty();
        assertThat(methods.defaultFor(workload).name()).isEqualTo(FlopsPerWatt.NAME);
    }

    @Test
    void shouldSayWhichLengthItTookWhereNoneWasGiven() {
        Workload workload = workload("llama-3.1-8b-instruct", "h100");

        Answer answer = new Estimator(methods, true).answer(workload, Optional.empty(), Place.UNKNOWN);

        assertThat(answer.inputTokens()).hasValue(1024);
        assertThat(answer.warnings())
                .contains("no number of input tokens was given; 1024 are taken, the model's own length");
    }

    @Test
    void shouldAddTheHostToWhatWasMeasuredOfTheAccelerator() {
        Workload workload = workload("resnet50", "rtx-4090");
        CostRow row = costs.find("resnet50", "rtx-4090-24gb").orElseThrow();
        double measured = row.defaultPoint().perInference().central().value();

        Answer alone = new Estimator(methods, false).answer(workload, Optional.empty(), Place.UNKNOWN);
        Answer hosted = new Estimator(methods, true).answer(workload, Optional.empty(), Place.UNKNOWN);
        CostRow booked = new Estimator(methods, true).row(workload, Optional.empty(), List.of(), warning -> {});

        assertThat(alone.energy().central().value()).isEqualTo(measured);
        assertThat(alone.cost().scope()).isEqualTo(CostEstimate.Scope.ACCELERATOR);
        assertThat(alone.formula()).doesNotContain("host");
        assertThat(hosted.energy().central().value()).isCloseTo(measured * HostShare.CENTRAL, within(1e-12));
        assertThat(hosted.terms()).containsAll(row.terms()).containsAll(HostShare.terms());
        assertThat(hosted.formula()).contains("with the host");
        assertThat(booked).isEqualTo(HostShare.added(row)).isIn(costs.withHost().rows());
    }

    @Test
    void shouldSayThatARegressionHasTheHostInIt() {
        Answer answer = new Estimator(methods, false)
                .answer(
                        workload("lstm-2-layer", "a100-pcie-80gb"),
                        Optional.of(EfficiencyRegression.NAME),
                        Place.UNKNOWN);

        assertThat(answer.warnings()).anyMatch(warning -> warning.contains("cannot tell the accelerator alone"));
    }

    @Test
    void shouldRefuseWhatCannotBeCounted() {
        Workload huge = workload("vgg16", "rtx-2080-ti").withBatchSize(OptionalInt.of(2_000_000_000));

        assertThatThrownBy(() -> methods.require(AlphaFlops.NAME).estimate(huge))
                .isInstanceOf(EstimateException.class)
                .hasMessageContaining("2^63");
        assertThatThrownBy(() -> tokens("bert-base", 0, 0)).hasMessageContaining("no token in and none out");
    }

    @Test
    void shouldSuggestNames() {
        assertThatThrownBy(() -> models.require("resnet-5O"))
                .isInstanceOf(UnknownNameException.class)
                .hasMessageContaining("did you mean resnet");
        assertThatThrownBy(() -> methods.require("alpha-flop")).hasMessageContaining("alpha-flops");
    }

    @Test
    void shouldRefuseTokensWhereThereAreNone() {
        assertThatThrownBy(() -> tokens("resnet50", 10, 0))
                .hasMessage("resnet50 (cnn) takes no tokens; leave --input-tokens and --output-tokens out");
        assertThatThrownBy(() -> tokens("bert-base", 10, 5)).hasMessageContaining("generates no tokens");
        assertThatThrownBy(() -> tokens("gpt2", -1, 5)).hasMessageContaining("negative number of tokens");
        assertThatThrownBy(() -> workload("gpt2", "a100").withBatchSize(OptionalInt.of(0)))
                .hasMessageContaining("batch size 0");
    }

    private Workload tokens(String model, long input, long output) {
        return new Workload(
                models.require(model),
                Optional.of(GpuCatalogue.bundled().require("a100")),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalLong.of(input),
                0,
                output);
    }

    private Workload workload(String model, String gpu) {
        return Workload.of(models.require(model), GpuCatalogue.bundled().require(gpu));
    }
}
