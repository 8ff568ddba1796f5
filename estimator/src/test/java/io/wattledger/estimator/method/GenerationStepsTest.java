package io.wattledger.estimator.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wattledger.estimator.CostRow;
import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.Freshness;
import io.wattledger.estimator.HostShare;
import io.wattledger.estimator.OperatingPoint;
import io.wattledger.estimator.catalogue.CostCatalogue;
import io.wattledger.estimator.catalogue.GpuCatalogue;
import io.wattledger.estimator.generation.SomeCalibration;
import io.wattledger.estimator.network.Family;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GenerationStepsTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 12, 1);

    private final Models models = new Models(CostCatalogue.bundled());
    private final Methods methods = methods(TODAY);

    private static Methods methods(LocalDate today) {
        return new Methods(
                CostCatalogue.bundled(),
                AlphaFlopsCoefficients.QUADRO_T2000_ASPERTI_2021,
                Optional.empty(),
                new RooflineInServing(Optional.empty()),
                new RooflineInVision(Optional.empty(), Freshness.on(today)),
                new GenerationSteps(Optional.of(SomeCalibration.of()), Freshness.on(today)));
    }

    private Workload workload(String model, Generation generation) {
        return new Workload(
                models.require(model),
                Optional.of(GpuCatalogue.bundled().require("h100")),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalLong.empty(),
                0,
                0,
                OptionalInt.empty(),
                generation);
    }

    private double joules(Generation generation) {
        return methods.require(GenerationSteps.NAME)
                .estimate(workload("stable-diffusion-3.5-large", generation))
                .point()
                .perInference()
                .central()
                .value();
    }

    @Test
    void shouldBeTheDefaultOfGenerators() {
        Workload workload = workload("Wan-AI/Wan2.1-T2V-14B-Diffusers", Generation.BY_DEFAULT);

        assertThat(workload.model().name()).isEqualTo("wan2.1-t2v-14b");
        assertThat(workload.model().family()).isEqualTo(Family.VIDEO_GENERATOR);
        assertThat(methods.defaultFor(workload)).isInstanceOf(GenerationSteps.class);
        assertThat(models.names()).contains("wan2.1-t2v-14b", "flux.1-dev");
    }

    @Test
    void shouldTakeWhatTheModelHasByDefault() {
        Generation said = new Generation(
                OptionalInt.of(28), Optional.of(new Generation.Resolution(1024, 1024)), OptionalInt.empty());

        assertThat(joules(said)).isEqualTo(joules(Generation.BY_DEFAULT));
    }

    @Test
    void shouldTakeHalfTheEnergyForHalfTheSteps() {
        Generation half = new Generation(OptionalInt.of(14), Optional.empty(), OptionalInt.empty());

        assertThat(joules(half)).isCloseTo(joules(Generation.BY_DEFAULT) / 2, within(1e-6));
    }

    @Test
    void shouldTakeMoreThanFourTimesTheArithmeticForFourTimesThePixels() {
        Generation large = new Generation(
                OptionalInt.empty(), Optional.of(new Generation.Resolution(2048, 2048)), OptionalInt.empty());

        assertThat(joules(large)).isGreaterThan(4 * joules(Generation.BY_DEFAULT));
    }

    @Test
    void shouldExplainEachNumberWithItsSource() {
        Answer answer = new Estimator(methods, true)
                .answer(workload("stable-diffusion-3.5-large", Generation.BY_DEFAULT), Optional.empty(), Place.UNKNOWN);

        assertThat(answer.cost().scope()).isEqualTo(CostEstimate.Scope.IT);
        assertThat(answer.energy().central().value())
                .isCloseTo(HostShare.CENTRAL * joules(Generation.BY_DEFAULT), within(1e-6));
        assertThat(answer.inputTokens()).isEmpty();
        assertThat(answer.cost().calibratedOn()).contains("2026-11-29, a stack");
        assertThat(answer.terms())
                .allSatisfy(term -> assertThat(term.source()).isNotBlank())
                .anySatisfy(term -> {
                    assertThat(term.name()).isEqualTo("tokens");
                    assertThat(term.value()).isEqualTo(4096);
                });
        assertThat(answer.warnings()).containsExactly("no batch size was given: one item is made at a time");
    }

    @Test
    void shouldMakeACostRowWithAPointPerBatch() {
        CostRow row = new Estimator(methods, true)
                .row(
                        workload("pixart-sigma", Generation.BY_DEFAULT),
                        Optional.empty(),
                        List.of(1, 8),
                        warning -> assertThat(warning).isBlank());

        assertThat(row.key()).isEqualTo("pixart-sigma-xl-2-1024|h100-sxm5-80gb");
        assertThat(row.method()).isEqualTo("generation-steps");
        assertThat(row.operatingPoints()).extracting(OperatingPoint::batchSize).containsExactly(1, 8);
        assertThat(row.operatingPoints().get(1).perInference().central().value())
                .isLessThan(row.defaultPoint().perInference().central().value());
        assertThat(row.defaultPoint().perOutputToken().high().value()).isZero();
    }

    @Test
    void shouldSayThatACalibrationIsOld() {
        Workload workload = workload("flux.1-dev", Generation.BY_DEFAULT);

        assertThat(methods(TODAY.plusYears(2))
                        .require(GenerationSteps.NAME)
                        .estimate(workload)
                        .warnings())
                .anyMatch(warning -> warning.startsWith("the calibration is of 2026-11-29"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"flops-per-watt", "alpha-flops", "hardware-efficiency-regression"})
    void shouldNotBePricedAsOnePass(String method) {
        Workload workload = workload("flux.1-dev", Generation.BY_DEFAULT);

        assertThatThrownBy(() -> methods.require(method).estimate(workload)).isInstanceOf(EstimateException.class);
    }

    @Test
    void shouldRefuseWhatMakesNoSense() {
        Generation steps = new Generation(OptionalInt.of(10), Optional.empty(), OptionalInt.empty());
        Generation frames = new Generation(OptionalInt.empty(), Optional.empty(), OptionalInt.of(16));
        Workload resnet = workload("resnet50", Generation.BY_DEFAULT);

        assertThatThrownBy(() -> workload("llama-3.1-8b-instruct", steps))
                .hasMessage(
                        "llama-3.1-8b-instruct (language-decoder) makes no images and videos; leave --steps, --resolution and --frames out");
        assertThatThrownBy(() -> workload("flux.1-dev", frames))
                .hasMessage("flux.1-dev makes images; leave --frames out");
        assertThatThrownBy(() -> new Generation.Resolution(0, 5)).hasMessageContaining("resolution 0x5");
        assertThatThrownBy(() -> methods.require(GenerationSteps.NAME).estimate(resnet))
                .hasMessageContaining("is for image and video generators");
        assertThatThrownBy(() -> new Methods(CostCatalogue.bundled())
                        .require(GenerationSteps.NAME)
                        .estimate(workload("flux.1-dev", Generation.BY_DEFAULT)))
                .hasMessageContaining("needs a calibration");
    }
}
