package io.wattledger.estimator.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wattledger.estimator.network.Family;
import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenerationModelsTest {

    private static final String LINE = "m,image-generator,M,1,%s,%s,1,16,1,1,2,20,64,64,1,a test,2026%n";

    @ParameterizedTest
    @CsvSource({
        "stabilityai/stable-diffusion-3.5-large, stable-diffusion-3.5-large",
        "Stable-Diffusion-3.5-Large, stable-diffusion-3.5-large",
        "black-forest-labs/flux.1-dev, flux.1-dev",
        "Wan-AI/Wan2.1-T2V-14B-Diffusers, wan2.1-t2v-14b"
    })
    void shouldFindAModelByNameAndAlias(String name, String expected) {
        assertThat(GenerationModels.bundled().find(name))
                .map(GenerationModel::name)
                .contains(expected);
    }

    @Test
    void shouldNotCoverNetworksOfConvolutions() {
        assertThat(GenerationModels.bundled().find("stabilityai/stable-diffusion-xl-base-1.0"))
                .isEmpty();
    }

    @Test
    void shouldHaveRowsThatMakeSense() {
        assertThat(GenerationModels.bundled().models()).hasSizeGreaterThan(7).allSatisfy(model -> {
            assertThat(model.family().generator()).isTrue();
            assertThat(model.family() == Family.IMAGE_GENERATOR)
                    .as("%s: frames", model.name())
                    .isEqualTo(model.frames() == 1);
            assertThat(model.passes()).isBetween(1, 2);
            assertThat(model.imageTokenShare()).isGreaterThan(0).isLessThanOrEqualTo(1);
            assertThat(model.source()).contains("recalled");
        });
    }

    /** ML.ENERGY Benchmark v3.0, ml_energy_v3_diffusion.csv. */
    @Test
    void shouldHaveWhatWasMeasuredByDefault() throws IOException {
        for (Map<String, String> line : ReferenceData.orSkip().read("ml_energy_v3_diffusion.csv")) {
            GenerationModel model = GenerationModels.bundled()
                    .find(ReferenceData.text(line, "model_id"))
                    .orElseThrow();
            boolean video = model.family() == Family.VIDEO_GENERATOR;
            assertThat(model.parameters())
                    .isCloseTo(1e9 * ReferenceData.number(line, "activated_params_billions"), within(1e-3));
            assertThat(model.steps()).isEqualTo((int) ReferenceData.number(line, "inference_steps"));
            assertThat(model.width())
                    .isEqualTo((int) ReferenceData.number(line, video ? "video_width" : "image_width"));
            assertThat(model.height())
                    .isEqualTo((int) ReferenceData.number(line, video ? "video_height" : "image_height"));
            if (video) {
                assertThat(model.frames()).isEqualTo((int) ReferenceData.number(line, "num_frames"));
            }
        }
    }

    @Test
    void shouldReadAModelWhoseLayersAreNotKnown() {
        assertThat(read(LINE.formatted("", "")).models().get(0).layerNumbers()).isEmpty();
        assertThat(read(LINE.formatted("4", "8")).models().get(0).layerNumbers())
                .hasValue(32);
        assertThatThrownBy(() -> read(LINE.formatted("4", "")))
                .hasMessage("g.csv, line 2, column hidden_size: blank; fill it in, or leave the whole line out");
    }

    private static GenerationModels read(String lines) {
        return GenerationModels.read(
                new StringReader(String.join(",", GenerationModels.COLUMNS) + "\n" + lines), "g.csv");
    }
}
