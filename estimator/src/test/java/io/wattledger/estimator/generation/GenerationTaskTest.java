package io.wattledger.estimator.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.catalogue.GenerationModel;
import io.wattledger.estimator.catalogue.GenerationModels;
import io.wattledger.estimator.catalogue.Gpu;
import io.wattledger.estimator.catalogue.GpuCatalogue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenerationTaskTest {

    private static final Gpu H100 = GpuCatalogue.bundled().require("h100-sxm5-80gb");

    static GenerationTask task(String model, int gpus, int batch, int width, int height, int frames) {
        GenerationModel known = GenerationModels.bundled().find(model).orElseThrow();
        return new GenerationTask(known, H100, gpus, batch, known.steps(), width, height, frames);
    }

    /** By hand: a token for 16 × 16 pixels; 81 frames are 21 packed ones, of which CogVideoX 1.5 takes two a token. */
    @ParameterizedTest
    @CsvSource({
        "stable-diffusion-3.5-large, 1024, 1024, 1, 4096",
        "stable-diffusion-3.5-large, 1000, 1024, 1, 4032",
        "wan2.1-t2v-14b, 832, 480, 81, 32760",
        "wan2.1-t2v-14b, 832, 480, 1, 1560",
        "cogvideox1.5-5b, 1360, 768, 81, 44880",
        "hunyuanvideo, 1280, 720, 129, 118800"
    })
    void shouldCountTokens(String model, int width, int height, int frames, double tokens) {
        assertThat(task(model, 1, 1, width, height, frames).tokens()).isEqualTo(tokens);
    }

    /** By hand: 56 passes of 2 × 8.1e9 × 0.5 × 4096 and 4 × 4096² × 38 × 2432. */
    @Test
    void shouldCountTheOperationsOfAnImage() {
        GenerationTask task = task("stable-diffusion-3.5-large", 1, 1, 1024, 1024, 1);

        assertThat(task.passes()).isEqualTo(56);
        assertThat(task.layerNumbers()).isEqualTo(38 * 2432);
        assertThat(task.flops().value())
                .isCloseTo(56 * (2 * 8.1e9 * 0.5 * 4096 + 4.0 * 4096 * 4096 * 38 * 2432), within(1.0));
    }

    /** Two thirds of the operations of this video are attention; 180 PFLOP in all. */
    @Test
    void shouldCountTheOperationsOfAVideo() {
        GenerationTask task = task("wan2.1-t2v-14b", 1, 1, 832, 480, 81);

        assertThat(task.flops().value())
                .isCloseTo(100 * (2 * 14e9 * 32760 + 4.0 * 32760 * 32760 * 40 * 5120), within(1e6));
        assertThat(task.flops().value()).isBetween(1.79e17, 1.81e17);
    }

    @Test
    void shouldRunADistilledModelOnceAStep() {
        assertThat(task("flux.1-schnell", 1, 1, 1024, 1024, 1).passes()).isEqualTo(4);
    }

    /** 3.5e4 × 8.1^(2/3), against 38 × 2432 = 92416 of the model. */
    @Test
    void shouldDeriveLayersFromParameters() {
        GenerationModel known =
                GenerationModels.bundled().find("stable-diffusion-3.5-large").orElseThrow();
        GenerationTask derived = GenerationTask.of(known.withoutShape(), H100);

        assertThat(derived.shapeDerived()).isTrue();
        assertThat(derived.layerNumbers()).isCloseTo(141_161, within(100.0));
        assertThat(GenerationTask.of(known, H100).shapeDerived()).isFalse();
    }

    /** Nominal joules by hand: 700 W, 989.4 TFLOPS, 450 GB/s one way. */
    @Test
    void shouldGiveEachTermItsNominalJoules() {
        GenerationTask task = task("stable-diffusion-3.5-large", 4, 2, 1024, 1024, 1);

        assertThat(GenerationTerm.ARITHMETIC.joules(task))
                .isCloseTo(700 * task.flops().value() / 989.4e12, within(1e-9));
        assertThat(GenerationTerm.LAUNCHES.joules(task)).isCloseTo(700 * 56 * 4 / 2.0 * 1e-3, within(1e-9));
        assertThat(GenerationTerm.EXCHANGE.joules(task))
                .isCloseTo(700 * 3 * 2.0 * 4096 * 38 * 2432 * 56 / 450e9, within(1e-9));
    }

    @Test
    void shouldExchangeNothingOnOneGpu() {
        assertThat(GenerationTerm.EXCHANGE.joules(task("wan2.1-t2v-14b", 1, 1, 832, 480, 81)))
                .isZero();
    }

    @Test
    void shouldRefuseWhatCannotBeGenerated() {
        assertThatThrownBy(() -> task("flux.1-dev", 1, 1, 1024, 1024, 8))
                .isInstanceOf(EstimateException.class)
                .hasMessage("flux.1-dev makes images and no frames; leave the frames out");
        assertThatThrownBy(() -> task("flux.1-dev", 0, 1, 1024, 1024, 1)).hasMessageContaining("number of GPUs 0");
        assertThatThrownBy(() -> task("flux.1-dev", 1, 1, 0, 1024, 1)).hasMessageContaining("width 0; write 1 or more");
    }
}
