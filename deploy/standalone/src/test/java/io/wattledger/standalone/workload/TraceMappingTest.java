package io.wattledger.standalone.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceMappingTest {

    @Test
    void shouldKnowTheServicesByFileName() {
        TraceMapping mapping = TraceMapping.defaults();

        assertThat(mapping.serving("AzureLLMInferenceTrace_conv_1week"))
                .isEqualTo(serving("chat", "llama-3.1-70b-instruct", "h100-sxm5-80gb", "westeurope"));
        assertThat(mapping.serving("payroll"))
                .isEqualTo(serving("payroll", "llama-3.1-70b-instruct", "h100-sxm5-80gb", "us-east-1"));
        assertThat(mapping.serving("decoder").team()).isEqualTo("decoder");
    }

    @Test
    void shouldOverrideWhatIsGiven() {
        TraceMapping mapping = TraceMapping.parse(List.of("a_code:team=ide, model=foo:7b", "b:gpu=g,region=r"));

        assertThat(mapping.serving("a_code")).isEqualTo(serving("ide", "foo:7b", "h100-sxm5-80gb", "us-east-1"));
        assertThat(mapping.serving("b")).isEqualTo(serving("b", "llama-3.1-70b-instruct", "g", "r"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "team=a | no file name",
                ":team=a | no file name",
                "'' | no file name",
                "f:team | key=value",
                "f:team=a, | key=value",
                "f:team=a,tem=b | unknown key \"tem\"",
                "f:team= | no value for team",
                "f:team=a,team=b | team twice",
            })
    void shouldSayWhatIsWrong(String spec, String problem) {
        assertThatThrownBy(() -> TraceMapping.parse(List.of(spec)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(problem)
                .hasMessageContaining("FILESTEM:team=");
    }

    @Test
    void shouldRefuseTwoForOneFile() {
        assertThatThrownBy(() -> TraceMapping.parse(List.of("f:team=a", "f:gpu=b")))
                .hasMessageContaining("second for its file");
    }

    private static Serving serving(String team, String model, String gpu, String region) {
        return new Serving("demo/" + team, team, Optional.empty(), model, gpu, 1, region);
    }
}
