package io.wattledger.estimator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FreshnessTest {

    private static final LocalDate FITTED = LocalDate.of(2025, 12, 1);
    private static final String STACK = "vLLM 0.11.1, 2025-12";

    private static List<String> warnings(LocalDate today, String stack) {
        return new Freshness(today, Optional.of(stack)).warnings(FITTED, STACK);
    }

    @Test
    void shouldWarnOfACalibrationAfterAYear() {
        assertThat(Freshness.on(LocalDate.of(2026, 12, 1)).warnings(FITTED, STACK))
                .isEmpty();
        assertThat(Freshness.on(LocalDate.of(2026, 12, 2)).warnings(FITTED, STACK))
                .containsExactly(
                        "the calibration is of 2025-12-01, more than a year ago; software may take less since");
    }

    @ParameterizedTest
    @ValueSource(strings = {"vLLM 0.11.1, 2025-12", "vLLM 0.11.1", "vllm", " VLLM 0.11 "})
    void shouldSayNothingOfTheSameStack(String same) {
        assertThat(warnings(FITTED, same)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"vLLM 0.14", "vLLM 0.1", "TensorRT-LLM", "SGLang 0.5", "vLLM 0.11.1, 2025-12, patched"})
    void shouldWarnOfAnotherStack(String other) {
        assertThat(warnings(FITTED, other))
                .singleElement()
                .asString()
                .startsWith("the calibration is of vLLM 0.11.1, 2025-12, and not of " + other + ";");
    }
}
