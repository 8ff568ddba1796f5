package io.wattledger.estimator.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wattledger.estimator.CachedTokens;
import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.Joules;
import io.wattledger.estimator.Precision;
import io.wattledger.estimator.catalogue.CostCatalogue;
import io.wattledger.estimator.catalogue.GpuCatalogue;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** FLOPs ÷ FLOPS per watt, against tables 5.2, 5.3 and B.3 of its document. */
class FlopsPerWattTest {

    private final Models models = new Models(CostCatalogue.bundled());
    private final FlopsPerWatt method = new FlopsPerWatt();

    @ParameterizedTest
    @CsvSource({"alexnet, 0.100", "zfnet, 0.112", "mobilenet, 0.022", "efficientnet-b1, 0.016", "efficientnet-b4, 0.094"
    })
    void shouldGiveTheJoulesOfTables52And53AtTheModelsOwnDate(String name, double printed) {
        Model known = models.require(name);
        Model asPrinted =
                new Model(known.name(), known.family(), Optional.empty(), known.published(), known.released(), false);

        CostEstimate estimate = method.estimate(onDate(asPrinted, Optional.empty()));

        assertThat(estimate.point().perInference().central().value()).isCloseTo(printed, within(0.0005));
        assertThat(estimate.scope()).isEqualTo(CostEstimate.Scope.ACCELERATOR);
    }

    @Test
    void shouldTakeTheAdaptedEfficiencyOfTableB3ForAllBoardsOfTheChip() {
        Model model = models.require("resnet50");
        double flops = 2 * 4.089e9;

        double sxm = joules(model, "a100-sxm4-80gb", Precision.MIXED);
        double pcie = joules(model, "a100-pcie-80gb", Precision.FP16);

        assertThat(sxm).isCloseTo(flops / 130.88e9, within(1e-4));
        assertThat(pcie).as("300 W instead of 400 W").isCloseTo(sxm * 300 / 400, within(1e-9));
    }

    @Test
    void shouldTakeThePeakWhereNothingIsAdapted() {
        double joules = joules(models.require("vgg16"), "h100-sxm5-80gb", Precision.BF16);

        assertThat(joules).isCloseTo(2 * 15.470e9 / (989.4e12 / 700), within(1e-6));
    }

    @Test
    void shouldChargeLanguageModelsByTheToken() {
        Workload workload = new Workload(
                models.require("gpt2-xl"),
                Optional.of(GpuCatalogue.bundled().require("a100")),
                Optional.empty(),
                Optional.of(Precision.FP32),
                OptionalInt.empty(),
                OptionalLong.of(512),
                0,
                100);

        CostEstimate estimate = method.estimate(workload);

        assertThat(estimate.point().perInference().high().value()).isZero();
        assertThat(estimate.point().perInputToken().central().value()).isPositive();
        assertThat(estimate.point().perOutputToken().central().value())
                .isCloseTo(estimate.point().perInputToken().central().value(), within(0.1));
        assertThat(estimate.warnings()).singleElement().asString().contains("42");
    }

    @Test
    void shouldKeepThePublishedFigureInItsRange() {
        for (FormulaError error : FormulaError.values()) {
            var around = error.around(new Joules(2));
            assertThat(around.central().value()).isEqualTo(2);
        }
    }

    @Test
    void shouldNameThePrecisionsThatAGpuHas() {
        assertThatThrownBy(() -> joules(models.require("vgg16"), "t4", Precision.FP8))
                .isInstanceOf(EstimateException.class)
                .hasMessageContaining("t4-16gb has no published peak at fp8; it has fp32");
    }

    @Test
    void shouldAskForAMachineWhereThereIsNone() {
        Model undated = new Model(
                "mine",
                models.require("vgg16").family(),
                models.require("vgg16").network(),
                Optional.empty(),
                Optional.empty(),
                true);

        assertThatThrownBy(() -> method.estimate(onDate(undated, Optional.empty())))
                .hasMessageContaining("--gpu")
                .hasMessageContaining("--date");
        assertThat(method.estimate(onDate(undated, Optional.of(LocalDate.parse("2020-01-01"))))
                        .point()
                        .perInference()
                        .central()
                        .value())
                .isPositive();
    }

    @Test
    void shouldRefuseDaysOfWhichNoTrendTells() {
        Model model = models.require("alexnet");

        for (String day : List.of("1999-12-31", "9999-01-01", "-5000-01-01")) {
            assertThatThrownBy(() -> onDate(model, Optional.of(LocalDate.parse(day))))
                    .isInstanceOf(EstimateException.class)
                    .hasMessageContaining("no machine of that day can be told of");
        }
        assertThat(method.estimate(onDate(model, Optional.of(LocalDate.parse("2026-01-01"))))
                        .warnings())
                .anyMatch(warning -> warning.contains("2026-01-01 is beyond it"));
        assertThat(method.estimate(onDate(model, Optional.of(LocalDate.parse("2012-06-01"))))
                        .warnings())
                .noneMatch(warning -> warning.contains("beyond"));
    }

    @Test
    void shouldChargeCachedTokensOfWhatGeneratesByTheirShareAndOthersInFull() {
        CostEstimate decoder = method.estimate(
                Workload.of(models.require("gpt2"), GpuCatalogue.bundled().require("a100")));
        CostEstimate encoder = method.estimate(
                Workload.of(models.require("bert-base"), GpuCatalogue.bundled().require("a100")));

        assertThat(decoder.point().perCachedInputToken())
                .isEqualTo(CachedTokens.of(decoder.point().perInputToken()));
        assertThat(encoder.point().perCachedInputToken())
                .isEqualTo(encoder.point().perInputToken());
    }

    private double joules(Model model, String gpu, Precision precision) {
        Workload workload = new Workload(
                model,
                Optional.of(GpuCatalogue.bundled().require(gpu)),
                Optional.empty(),
                Optional.of(precision),
                OptionalInt.empty(),
                OptionalLong.empty(),
                0,
                0);
        return method.estimate(workload).point().perInference().central().value();
    }

    private static Workload onDate(Model model, Optional<LocalDate> date) {
        return new Workload(
                model, Optional.empty(), date, Optional.empty(), OptionalInt.empty(), OptionalLong.empty(), 0, 0);
    }
}
