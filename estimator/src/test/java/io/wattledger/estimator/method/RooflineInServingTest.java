package io.wattledger.estimator.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wattledger.estimator.Architecture;
import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.Freshness;
import io.wattledger.estimator.Term;
import io.wattledger.estimator.WeightFormat;
import io.wattledger.estimator.catalogue.CostCatalogue;
import io.wattledger.estimator.catalogue.GpuCatalogue;
import io.wattledger.estimator.serving.Calibrations;
import io.wattledger.estimator.serving.ServedModel;
import io.wattledger.estimator.serving.ServingRoofline;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RooflineInServingTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 12, 1);

    private final Models models = new Models(CostCatalogue.bundled());

    private static Methods methods(LocalDate today) {
        return new Methods(
                CostCatalogue.bundled(),
                AlphaFlopsCoefficients.QUADRO_T2000_ASPERTI_2021,
                Optional.empty(),
                new RooflineInServing(Optional.of(new ServingRoofline(Calibrations.ofOnes(), Freshness.on(today)))),
                new RooflineInVision(Optional.empty(), Freshness.on(today)),
                new GenerationSteps(Optional.empty(), Freshness.on(today)));
    }

    private static Workload workload(Model model, String gpu, long outputTokens) {
        return new Workload(
                model,
                Optional.of(GpuCatalogue.bundled().require(gpu)),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.of(32),
                OptionalLong.of(200),
                0,
                outputTokens,
                OptionalInt.of(1));
    }

    @Test
    void shouldBeTheDefaultForAServedModelThatNobodyMeasured() {
        Methods methods = methods(TODAY);

        assertThat(methods.defaultFor(workload(models.require("Qwen/Qwen3-14B"), "h100", 400))
                        .name())
                .isEqualTo(RooflineInServing.NAME);
        assertThat(methods.defaultFor(workload(models.require("llama-3.1-8b-instruct"), "h100", 400))
                        .name())
                .isEqualTo(Measured.NAME);
        assertThat(methods.defaultFor(workload(models.require("llama-3.1-8b-instruct"), "a100-sxm4-80gb", 400))
                        .name())
                .isEqualTo(RooflineInServing.NAME);
    }

    @Test
    void shouldAddUpToWhatItsTermsSay() {
        Workload workload = workload(models.require("Qwen/Qwen3-14B"), "h100", 400);

        CostEstimate estimate = methods(TODAY).require(RooflineInServing.NAME).estimate(workload);

        double perOutputToken = estimate.terms().stream()
                .filter(term -> term.unit().equals("J per output token"))
                .mapToDouble(term -> term.value())
                .sum();
        assertThat(estimate.point().energy(1, 200, 0, 400).central().value())
                .isCloseTo(400 * perOutputToken, within(1e-9));
        assertThat(estimate.scope()).isEqualTo(CostEstimate.Scope.ACCELERATOR);
        assertThat(estimate.calibratedOn()).contains("2026-11-29, stack");
        assertThat(estimate.warnings()).isEmpty();
    }

    @Test
    void shouldPricePromptsThatAreOnlyRead() {
        Workload workload = workload(models.require("Qwen/Qwen3-14B"), "h100", 0);

        CostEstimate estimate = methods(TODAY).require(RooflineInServing.NAME).estimate(workload);

        assertThat(estimate.point().perInputToken().central().value()).isPositive();
        assertThat(estimate.point().perOutputToken().central().value()).isPositive();
    }

    @Test
    void shouldWarnOfACalibrationThatIsOlderThanAYear() {
        Workload workload = workload(models.require("Qwen/Qwen3-14B"), "h100", 400);

        assertThat(methods(LocalDate.of(2027, 11, 29))
                        .require(RooflineInServing.NAME)
                        .estimate(workload)
                        .warnings())
                .isEmpty();
        assertThat(methods(LocalDate.of(2027, 11, 30))
                        .require(RooflineInServing.NAME)
                        .estimate(workload)
                        .warnings())
                .containsExactly(
                        "the calibration is of 2026-11-29, more than a year ago; software may take less since");
    }

    @Test
    void shouldSayWhatItNeeds() {
        Methods without = new Methods(CostCatalogue.bundled());
        Workload workload = workload(models.require("Qwen/Qwen3-14B"), "h100", 400);

        assertThatThrownBy(() -> without.require(RooflineInServing.NAME).estimate(workload))
                .isInstanceOf(EstimateException.class)
                .hasMessageContaining("needs a calibration");
        assertThatThrownBy(() -> methods(TODAY)
                        .require(RooflineInServing.NAME)
                        .estimate(Workload.of(
                                models.require("resnet50"),
                                GpuCatalogue.bundled().require("h100"))))
                .isInstanceOf(EstimateException.class)
                .hasMessageContaining("needs the parameters of resnet50");
    }

    /** A row for the books of which nobody said the batches: all of them, and a wide default where an event does not tell its own. */
    @Test
    void shouldTakeARequestOfAChatWhereNobodySaysItsTokens() {
        Model model = Model.of(ServedModel.derived("ours", 8e9, 8e9, Architecture.DENSE, WeightFormat.BFLOAT16));
        Estimator estimator = new Estimator(methods(TODAY), true);
        Workload untold = Workload.of(model, GpuCatalogue.bundled().require("h100"));

        Answer assumed = estimator.answer(untold, Optional.empty(), Place.UNKNOWN);
        Answer told = estimator.answer(untold.withTokens(224, 600), Optional.empty(), Place.UNKNOWN);
        Answer prompt = estimator.answer(untold.withTokens(224, 0), Optional.empty(), Place.UNKNOWN);

        assertThat(assumed.energy()).isEqualTo(told.energy());
        assertThat(assumed.inputTokens()).hasValue(224);
        assertThat(assumed.warnings())
                .contains(
                        "no input tokens were given: 224 are assumed", "no output tokens were given: 600 are assumed");
        assertThat(told.warnings()).noneMatch(warning -> warning.contains("assumed"));
        assertThat(prompt.energy().central().value())
                .isLessThan(told.energy().central().value());
        assertThat(prompt.warnings()).contains("without output tokens the energy is that of the input alone");
    }

    @Test
    void shouldMakeARowOverAllBatchesWithAWideDefault() {
        Model model = Model.of(ServedModel.derived("ours", 8e9, 8e9, Architecture.DENSE, WeightFormat.BFLOAT16));

        var row = new Estimator(methods(TODAY), true)
                .row(
                        workload(model, "h100", 400).withBatchSize(OptionalInt.empty()),
                        Optional.empty(),
                        List.of(),
                        warning -> {});

        assertThat(row.operatingPoints())
                .extracting(point -> point.batchSize())
                .containsExactly(64, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024);
        var unknown = row.at(OptionalInt.empty()).perOutputToken();
        var of64 = row.at(OptionalInt.of(64)).perOutputToken();
        assertThat(unknown.central()).isEqualTo(of64.central());
        assertThat(unknown.low().value()).isLessThan(of64.low().value() * 0.9);
        assertThat(unknown.high().value()).isGreaterThan(of64.high().value() * 2);
        assertThat(row.at(OptionalInt.of(48)).perOutputToken().high().value())
                .isBetween(
                        of64.high().value(),
                        row.at(OptionalInt.of(32)).perOutputToken().high().value());
        assertThat(row.terms())
                .extracting(Term::name)
                .contains("layers", "batch size, batch size unknown", "batch size, batch size 1024")
                .doesNotHaveDuplicates();
        assertThat(row.termsOf(row.defaultPoint()))
                .extracting(Term::name)
                .contains("range, high, batch size unknown")
                .noneMatch(name -> name.endsWith("64"));
    }

    @Test
    void shouldHaveNoPointTwiceWhereTheMemoryLeavesOneBatch() {
        Model model = Model.of(ServedModel.derived("ours", 70e9, 70e9, Architecture.DENSE, WeightFormat.BFLOAT16));

        var row = new Estimator(methods(TODAY), true)
                .row(
                        workload(model, "h100", 400).withBatchSize(OptionalInt.empty()),
                        Optional.empty(),
                        List.of(),
                        warning -> {});

        assertThat(row.operatingPoints())
                .extracting(point -> point.batchSize())
                .startsWith(1, 2)
                .doesNotHaveDuplicates();
    }

    /** A row for the books: energy of an output token falls with the batch, that of an input token does not. */
    @Test
    void shouldMakeARowOverBatches() {
        Model model = Model.of(ServedModel.derived("ours", 70e9, 70e9, Architecture.DENSE, WeightFormat.BFLOAT16));

        var row = new Estimator(methods(TODAY), true)
                .row(workload(model, "h100", 400), Optional.empty(), List.of(64, 1, 8, 512), warning -> {});

        assertThat(row.calibratedOn()).isPresent();
        assertThat(row.operatingPoints()).extracting(point -> point.batchSize()).containsExactly(64, 1, 8, 512);
        double of1 = row.at(OptionalInt.of(1)).perOutputToken().central().value();
        double of8 = row.at(OptionalInt.of(8)).perOutputToken().central().value();
        double of512 = row.at(OptionalInt.of(512)).perOutputToken().central().value();
        assertThat(of1).isGreaterThan(5 * of8);
        assertThat(of8).isGreaterThan(of512);
        assertThat(row.at(OptionalInt.of(1)).perInputToken().central())
                .isEqualTo(row.at(OptionalInt.of(512)).perInputToken().central());
    }
}
