package io.wattledger.estimator.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wattledger.estimator.Estimate;
import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.Freshness;
import io.wattledger.estimator.Joules;
import io.wattledger.estimator.Precision;
import io.wattledger.estimator.Term;
import io.wattledger.estimator.catalogue.CostCatalogue;
import io.wattledger.estimator.catalogue.GpuCatalogue;
import io.wattledger.estimator.vision.VisionCalibrations;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RooflineInVisionTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 12, 1);

    private final Models models = new Models(CostCatalogue.bundled());
    private final Methods methods = methods(TODAY);

    private static Methods methods(LocalDate today) {
        return new Methods(
                CostCatalogue.bundled(),
                AlphaFlopsCoefficients.QUADRO_T2000_ASPERTI_2021,
                Optional.empty(),
                new RooflineInServing(Optional.empty()),
                new RooflineInVision(Optional.of(VisionCalibrations.simple()), Freshness.on(today)),
                new GenerationSteps(Optional.empty(), Freshness.on(today)));
    }

    private Workload workload(String model, String gpu) {
        return Workload.of(models.require(model), GpuCatalogue.bundled().require(gpu));
    }

    @ParameterizedTest
    @CsvSource({
        "resnet50, a100, roofline-in-vision",
        "efficientnet-b7, rtx-3090, roofline-in-vision",
        "swin-l, h100, roofline-in-vision",
        "resnet50, rtx-4090, measured",
        "resnet50, tesla-k80, flops-per-watt",
        "bert-base, a100, flops-per-watt",
    })
    void shouldBeTheDefaultForVisionOnAGpuThatNobodyMeasured(String model, String gpu, String method) {
        assertThat(methods.defaultFor(workload(model, gpu)).name()).isEqualTo(method);
    }

    @Test
    void shouldLeaveMachinesOfADateToFlopsPerWatt() {
        Workload dated = new Workload(
                models.require("alexnet"),
                Optional.empty(),
                Optional.of(LocalDate.of(2012, 6, 1)),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalLong.empty(),
                0,
                0);

        assertThat(methods.defaultFor(dated).name()).isEqualTo(FlopsPerWatt.NAME);
    }

    /** Time × 350 W × 0.60, 0.85 and 1.00; the range of the time is 0.8 to 1.5, hardly widened at a batch of 1024. */
    @Test
    void shouldBePowerTimesTime() {
        CostEstimate estimate = methods.require(RooflineInVision.NAME)
                .estimate(workload("resnet50", "rtx-3090").withBatchSize(OptionalInt.of(1024)));

        double seconds = term(estimate, CostEstimate.TIME).value();
        Estimate<Joules> energy = estimate.point().perInference();
        assertThat(seconds)
                .isCloseTo(
                        term(estimate, "time of arithmetic").value()
                                + term(estimate, "time of activations").value()
                                + term(estimate, "time of weights").value()
                                + term(estimate, "time of launches").value(),
                        within(1e-12));
        assertThat(energy.central().value()).isCloseTo(350 * 0.85 * seconds, within(1e-9));
        assertThat(energy.low().value())
                .isCloseTo(
                        350 * 0.60 * 0.8 * seconds, within(0.01 * energy.low().value()));
        assertThat(energy.high().value())
                .isCloseTo(350 * 1.5 * seconds, within(0.01 * energy.high().value()));
        assertThat(estimate.point().batchSize()).isEqualTo(1024);
        assertThat(estimate.calibratedOn()).contains("2026-11-29, some software");
        assertThat(term(estimate, "share of the power drawn").source()).startsWith("ASSUMPTION");
    }

    /** A batch that nobody knows may be as small as 8; the books have a point for each that is known. */
    @Test
    void shouldHaveARangeOverBatchesWhereNobodyKnowsIt() {
        var row = new Estimator(methods, false)
                .row(workload("resnet50", "rtx-3090"), Optional.of(RooflineInVision.NAME), List.of(), warning -> {});

        var unknown = row.at(OptionalInt.empty()).perInference();
        var of1024 = row.at(OptionalInt.of(1024)).perInference();
        var of8 = row.at(OptionalInt.of(8)).perInference();
        assertThat(row.operatingPoints())
                .extracting(point -> point.batchSize())
                .containsExactly(1024, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024);
        assertThat(unknown.central()).isEqualTo(of1024.central());
        assertThat(unknown.low()).isEqualTo(of1024.low());
        assertThat(unknown.high().value())
                .isGreaterThan(2 * of1024.high().value())
                .isGreaterThan(of8.central().value());
    }

    @Test
    void shouldSayWhereActivationsComeFrom() {
        CostEstimate counted = methods.require(RooflineInVision.NAME).estimate(workload("resnet50", "rtx-3090"));
        CostEstimate derived = methods.require(RooflineInVision.NAME).estimate(workload("swin-l", "rtx-3090"));

        assertThat(term(counted, "activations").source()).startsWith("counted over the layers of resnet50");
        assertThat(term(derived, "activations").source()).startsWith("power law of the FLOPs, fitted 2026-11-29");
        assertThat(derived.warnings()).contains("the layers are not known: activations are derived from the FLOPs");
    }

    @Test
    void shouldWarnOfPrecisionAndAge() {
        Workload asked = new Workload(
                models.require("resnet50"),
                Optional.of(GpuCatalogue.bundled().require("rtx-3090")),
                Optional.empty(),
                Optional.of(Precision.INT8),
                OptionalInt.of(1024),
                OptionalLong.empty(),
                0,
                0);

        List<String> warnings = methods(TODAY.plusYears(1))
                .require(RooflineInVision.NAME)
                .estimate(asked)
                .warnings();

        assertThat(warnings)
                .hasSize(2)
                .anyMatch(warning -> warning.startsWith("precision int8 is not used"))
                .anyMatch(warning -> warning.startsWith("the calibration is of 2026-11-29"));
    }

    @Test
    void shouldRefuseWhatItDoesNotCover() {
        Method method = methods.require(RooflineInVision.NAME);

        assertThatThrownBy(() -> method.estimate(workload("bert-base", "a100")))
                .isInstanceOf(EstimateException.class)
                .hasMessageContaining("is for vision models, and bert-base is of family language-encoder");
        assertThatThrownBy(() -> new Methods(CostCatalogue.bundled())
                        .require(RooflineInVision.NAME)
                        .estimate(workload("resnet50", "a100")))
                .hasMessageContaining("needs a calibration");
    }

    private static Term term(CostEstimate estimate, String name) {
        return estimate.terms().stream()
                .filter(term -> term.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
