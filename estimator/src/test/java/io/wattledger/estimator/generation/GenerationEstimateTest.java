package io.wattledger.estimator.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.Spread;
import io.wattledger.estimator.catalogue.GenerationModel;
import io.wattledger.estimator.catalogue.GenerationModels;
import io.wattledger.estimator.catalogue.GpuCatalogue;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GenerationEstimateTest {

    private static final GenerationCalibration CALIBRATION = SomeCalibration.of();

    private static GenerationModel model(String name) {
        return GenerationModels.bundled().find(name).orElseThrow();
    }

    private static GenerationTask task(GenerationModel model, String gpu) {
        return GenerationTask.of(model, GpuCatalogue.bundled().require(gpu));
    }

    @Test
    void shouldAddTheTermsTimesTheirCoefficients() {
        GenerationTask task = task(model("stable-diffusion-3.5-large"), "h100");
        GenerationEstimate estimate = GenerationEstimate.of(task, CALIBRATION);

        double central = 3 * GenerationTerm.ARITHMETIC.joules(task) + 5 * GenerationTerm.LAUNCHES.joules(task);
        assertThat(estimate.perItem().central().value()).isCloseTo(central, within(1e-9));
        assertThat(estimate.perItem().low().value()).isCloseTo(0.7 * central, within(1e-9));
        assertThat(estimate.perItem().high().value()).isCloseTo(1.4 * central, within(1e-9));
        assertThat(estimate.warnings()).isEmpty();
    }

    @Test
    void shouldMultiplyTheArithmeticAloneByAMeasuredGpusFactor() {
        GenerationTask task = task(model("stable-diffusion-3.5-large"), "b200");
        Map<GenerationTerm, Double> joules =
                GenerationEstimate.of(task, CALIBRATION).joules();

        assertThat(joules.get(GenerationTerm.ARITHMETIC))
                .isCloseTo(4.5 * GenerationTerm.ARITHMETIC.joules(task), within(1e-9));
        assertThat(joules.get(GenerationTerm.LAUNCHES))
                .isCloseTo(5 * GenerationTerm.LAUNCHES.joules(task), within(1e-9));
    }

    @Test
    void shouldWidenTheRangeOfAGpuThatNobodyMeasured() {
        GenerationEstimate estimate =
                GenerationEstimate.of(task(model("wan2.1-t2v-1.3b"), "a100-sxm4-80gb"), CALIBRATION);

        assertThat(estimate.range()).isEqualTo(new Spread(0.6, 2.0));
        assertThat(estimate.warnings())
                .containsExactly("a100-sxm4-80gb was not measured: its energy follows from its specification");
    }

    @Test
    void shouldTakeTheRangeOfDerivedLayers() {
        GenerationEstimate estimate =
                GenerationEstimate.of(task(model("wan2.1-t2v-1.3b").withoutShape(), "h100"), CALIBRATION);

        assertThat(estimate.range()).isEqualTo(CALIBRATION.derived());
        assertThat(estimate.warnings())
                .containsExactly("the layers of wan2.1-t2v-1.3b are not known: they are assumed from its parameters");
    }

    @Test
    void shouldSayWhatNobodyMeasured() {
        GenerationTask distilled = task(model("flux.1-dev"), "h100");
        GenerationTask large = new GenerationTask(
                model("qwen-image"), GpuCatalogue.bundled().require("rtx-4090"), 2, 1, 20, 512, 512, 1);

        assertThat(GenerationEstimate.of(distilled, CALIBRATION).warnings())
                .singleElement()
                .asString()
                .contains("without guidance");
        assertThat(GenerationEstimate.of(large, CALIBRATION).warnings())
                .anySatisfy(warning -> assertThat(warning).contains("one size and number of steps"))
                .anySatisfy(warning -> assertThat(warning).contains("PCI Express 4.0 is assumed"))
                .anySatisfy(warning -> assertThat(warning).contains("41 GB of weights", "do not fit the 24 GB"));
    }

    @Test
    void shouldRefuseCoefficientsThatAreMissingOrNoNumbers() {
        assertThatThrownBy(() -> new GenerationCoefficients(Map.of(GenerationTerm.LAUNCHES, 1.0), Map.of()))
                .isInstanceOf(EstimateException.class)
                .hasMessage("coefficient arithmetic must be a number of at least 0");
        assertThatThrownBy(() -> new GenerationCoefficients(
                        CALIBRATION.coefficients().terms(), Map.of("h100-sxm5-80gb", Double.NaN)))
                .hasMessage("coefficient h100-sxm5-80gb must be a number of at least 0");
    }
}
