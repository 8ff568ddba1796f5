package io.wattledger.estimator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.wattledger.estimator.EstimateException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextEstimatorTest {

    private final ObjectMapper mapper = new ObjectMapper();
    private final Ran command = new Ran(EstimateCommand.class);
    private final TextEstimator estimator = TextEstimator.bundled();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model=resnet50 gpu=a100-sxm4-80gb region=eu-north-1",
                "model=resnet50 gpu=t4 method=alpha-flops batch=8",
                "model=resnet50 gpu=t4 method=flops-per-watt precision=fp16",
                "model=alexnet method=flops-per-watt date=2012-06-01",
                "model=bert-base gpu=t4 method=flops-per-watt inputTokens=128 waterPreset=rojivadia-7-40 region=eu-north-1",
                "model=llama-3.1-8b gpu=h100 batch=32 inputTokens=500 cachedInputTokens=100 outputTokens=200 region=eu-north-1"
            })
    void shouldSayWhatTheCommandPrints(String question) throws IOException {
        Map<String, String> texts = texts(question);
        assertThat(command.run(options(texts))).as(command.err()).isZero();

        assertThat(mapper.readTree(estimator.json(texts).toString())).isEqualTo(mapper.readTree(command.out()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model=resnet51 gpu=t4",
                "model=resnet50 gpu=t5",
                "model=gpt2-xl gpu=t4 outputTokens=10",
                "model=bert-base gpu=t4 inputTokens=many",
                "model=resnet50 gpu=t4 region=atlantis"
            })
    void shouldRefuseWhatTheCommandRefuses(String question) {
        Map<String, String> texts = texts(question);
        assertThat(command.run(options(texts))).isNotZero();

        assertThatThrownBy(() -> estimator.json(texts))
                .isInstanceOf(EstimateException.class)
                .satisfies(refused -> assertThat(command.err()).contains(String.valueOf(refused.getMessage())));
    }

    @Test
    void shouldNameTheFieldsWhereOneIsUnknown() {
        assertThatThrownBy(() -> estimator.json(Map.of("model", "resnet50", "gpus", "t4")))
                .isInstanceOf(EstimateException.class)
                .hasMessageStartingWith("field 'gpus' is not known; write some of model, gpu, date, ");
    }

    private static Map<String, String> texts(String question) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String each : question.split(" ", -1)) {
            String[] pair = each.split("=", 2);
            texts.put(pair[0], pair[1]);
        }
        return texts;
    }

    /** As one would write them on a command line. */
    private static String[] options(Map<String, String> texts) {
        List<String> options = new ArrayList<>(List.of("--json"));
        texts.forEach((name, text) -> {
            options.add("--" + name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT));
            options.add(text);
        });
        return options.toArray(String[]::new);
    }
}
