package io.wattledger.estimator.catalogue;

import static io.wattledger.estimator.catalogue.ServingEnergy.CHAT_INPUT_TOKENS_ML_ENERGY_V3;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wattledger.estimator.Joules;
import io.wattledger.estimator.Watts;
import io.wattledger.estimator.catalogue.ServingEnergy.Run;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The committed costs against the measurements that they were computed from. */
class BundledCostsTest {

    @Test
    void shouldFollowFromTheMeasurements() throws IOException {
        ReferenceData data = ReferenceData.orSkip();
        StringBuilder expected = new StringBuilder(ReferenceData.csvLine(CostCatalogue.COLUMNS));

        new LanguageCosts(data).lines().forEach(line -> expected.append(ReferenceData.csvLine(line)));
        new ImageCosts(data).lines().forEach(line -> expected.append(ReferenceData.csvLine(line)));

        ReferenceData.assertTable(CostCatalogue.RESOURCE, expected.toString());
    }

    @Test
    void shouldInferPromptsOfTheCodeTaskFromTheChatOfTheSameArchitecture() throws IOException {
        LanguageCosts costs = new LanguageCosts(ReferenceData.orSkip());
        Joules prefill =
                ServingEnergy.prefill(3e9, 2250e12, PrefillFraction.MIXTURE_OF_EXPERTS.central(), new Watts(1000));
        List<Run> chat = costs.runsOnB200(false);

        for (Run code : costs.runsOnB200(true)) {
            if (code.batchSize() < LanguageCosts.DEFAULT_BATCH_SIZE) {
                continue; // little of a request is prefill there, so it says nothing about the prompt
            }
            Run same = chat.stream()
                    .filter(run -> run.batchSize() == code.batchSize())
                    .findFirst()
                    .orElseThrow();
            double decode = code.outputTokens()
                    * same.perOutputToken(CHAT_INPUT_TOKENS_ML_ENERGY_V3, prefill)
                            .value();
            double inputTokens = (code.perRequest().value() - decode) / prefill.value();

            assertThat(inputTokens)
                    .as("input tokens at batch %d", code.batchSize())
                    .isCloseTo(ServingEnergy.CODE_INPUT_TOKENS_INFERRED, within(300.0));
        }
    }

    /** The lengths that {@link CostCatalogueTest} prices. */
    @ParameterizedTest
    @CsvSource({"code, 1469, 13", "conv, 1020, 129"})
    void shouldTakeTheMedianRequestFromTheAzureTrace(String service, int inputTokens, int outputTokens)
            throws IOException {
        List<Map<String, String>> trace =
                ReferenceData.orSkip().read("azure_llm_trace/AzureLLMInferenceTrace_%s.csv".formatted(service));

        assertThat(median(trace, "ContextTokens")).isEqualTo(inputTokens);
        assertThat(median(trace, "GeneratedTokens")).isEqualTo(outputTokens);
    }

    private static int median(List<Map<String, String>> trace, String column) {
        return trace.stream()
                .mapToInt(line -> (int) ReferenceData.number(line, column))
                .sorted()
                .skip(trace.size() / 2)
                .findFirst()
                .orElseThrow();
    }
}
