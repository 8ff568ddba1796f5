package io.wattledger.estimator.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.wattledger.estimator.Architecture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenModelsTest {

    @ParameterizedTest
    @CsvSource({
        "Qwen/Qwen3-8B, Qwen/Qwen3-8B",
        "qwen/qwen3-8b, Qwen/Qwen3-8B",
        "Qwen/Qwen3-235B-A22B-Thinking-2507-FP8, Qwen/Qwen3-235B-A22B",
        "meta-llama/Meta-Llama-3.1-70B-Instruct, meta-llama/Llama-3.1-70B",
        "llama-3.1-8b-instruct, meta-llama/Llama-3.1-8B",
        "deepseek-ai/DeepSeek-R1-0528, deepseek-ai/DeepSeek-R1"
    })
    void shouldFindAModelHoweverItIsTunedAndPacked(String name, String expected) {
        assertThat(OpenModels.bundled().find(name)).map(OpenModel::name).contains(expected);
    }

    @ParameterizedTest
    @CsvSource({"Qwen/Qwen3-9B", "meta-llama/Llama-3.1", "nobody", "''"})
    void shouldNotFindAnother(String name) {
        assertThat(OpenModels.bundled().find(name)).isEmpty();
    }

    /** A version of a series is another model. */
    @Test
    void shouldTellVersionsApart() {
        assertThat(OpenModels.bundled().find("deepseek-ai/DeepSeek-V2").map(OpenModel::totalParameters))
                .isNotEqualTo(
                        OpenModels.bundled().find("deepseek-ai/DeepSeek-V3").map(OpenModel::totalParameters));
    }

    @Test
    void shouldHaveRowsThatMakeSense() {
        assertThat(OpenModels.bundled().models()).hasSizeGreaterThan(100).allSatisfy(model -> {
            assertThat(model.activeParameters()).isLessThanOrEqualTo(model.totalParameters());
            assertThat(model.experts() > 0).isEqualTo(model.expertsPerToken() > 0);
            assertThat(model.expertShare()).isGreaterThan(0).isLessThanOrEqualTo(1);
            assertThat(model.experts() > 0)
                    .as("%s: experts and active parameters", model.name())
                    .isEqualTo(model.activeParameters() < model.totalParameters());
            assertThat(model.fullAttentionShare()).isBetween(0.0, 1.0);
            assertThat(model.fullAttentionShare() < 1).isEqualTo(model.window() > 0);
            assertThat(model.architecture() == Architecture.HYBRID).isEqualTo(model.stateBytes() > 0);
            assertThat(model.cacheBytesPerToken()).isPositive();
        });
    }
}
