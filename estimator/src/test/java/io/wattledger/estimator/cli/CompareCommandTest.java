package io.wattledger.estimator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompareCommandTest {

    private static final String GPT_A = example("gpt-a.yaml");
    private static final String GPT_B = example("gpt-b.yaml");
    private static final String A100 = "a100-pcie-80gb";

    private final Ran ran = new Ran(CompareCommand.class);

    @TempDir
    private Path folder;

    @Test
    void shouldPreferModelAOfSection52AsTheDocumentDoes() throws IOException {
        JsonNode json = json(GPT_B, GPT_A, "--gpu", A100, "--batch", "64");

        assertThat(json.get("method").asText()).isEqualTo("hardware-efficiency");
        assertThat(json.get("designs").get(0).get("name").asText()).isEqualTo("gpt-a");
        // Layers × (12 d² + 2 n d) multiply-adds per position, 320 positions, 2 operations each.
        assertThat(json.get("designs").get(0).get("flops").asDouble())
                .isEqualTo(2.0 * 320 * 6 * (12 * 512 * 512 + 2 * 320 * 512));
        assertThat(json.get("designs").get(1).get("flops").asDouble())
                .isEqualTo(2.0 * 320 * 12 * (12 * 768 * 768 + 2 * 320 * 768));
        JsonNode ratio = json.get("designs").get(1).get("ratioToBest");
        assertThat(ratio.get("low").asDouble()).isGreaterThan(1);
        // Less than the ratio of the operations: the larger products of B achieve more of the peak.
        assertThat(ratio.get("central").asDouble()).isBetween(2.5, 4.36);
    }

    @Test
    void shouldPreferModelAByTheDocumentsRegressionToo() throws IOException {
        JsonNode json =
                json(GPT_A, GPT_B, "--gpu", A100, "--batch", "64", "--method", "hardware-efficiency-regression");

        assertThat(json.get("designs").get(0).get("name").asText()).isEqualTo("gpt-a");
        assertThat(json.get("designs").get(0).get("seconds").isNull()).isTrue();
    }

    @Test
    void shouldCostExactlyTwiceForTwiceTheSameLayers() throws IOException {
        Path deeper = folder.resolve("deeper.yaml");
        Files.writeString(
                deeper,
                Files.readString(Path.of(GPT_A))
                        .replace("times: 6", "times: 12")
                        .replace("name: gpt-a", "name: deeper"));

        JsonNode ratio = json(deeper.toString(), GPT_A, "--gpu", A100, "--batch", "64")
                .get("designs")
                .get(1)
                .get("ratioToBest");

        assertThat(ratio.get("low").asDouble()).isCloseTo(2, within(1e-9));
        assertThat(ratio.get("high").asDouble()).isCloseTo(2, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({
        "resnet18, resnet50, hardware-efficiency",
        "resnet50, resnet101, flops-per-watt",
        "vgg11, vgg19, alpha-flops",
        "bert-base, bert-large, hardware-efficiency",
        "gpt2, gpt2-xl, flops-per-watt"
    })
    void shouldCostMoreForADeeperNetwork(String shallow, String deep, String method) throws IOException {
        JsonNode json = json(deep, shallow, "--gpu", A100, "--method", method);

        assertThat(json.get("designs").get(0).get("name").asText()).isEqualTo(shallow);
        JsonNode ratio = json.get("designs").get(1).get("ratioToBest");
        assertThat(ratio.get("central").asDouble()).isGreaterThan(1);
        assertThat(ratio.get("low").asDouble()).isLessThan(ratio.get("central").asDouble());
        assertThat(ratio.get("high").asDouble())
                .isGreaterThan(ratio.get("central").asDouble());
    }

    @ParameterizedTest
    @CsvSource({"hardware-efficiency", "flops-per-watt", "alpha-flops"})
    void shouldBeOneForADesignBesideItself(String method) throws IOException {
        JsonNode ratio = json("resnet50", "resnet-50", "--gpu", A100, "--method", method)
                .get("designs")
                .get(1)
                .get("ratioToBest");

        assertThat(ratio.get("low").asDouble()).isEqualTo(1);
        assertThat(ratio.get("high").asDouble()).isEqualTo(1);
    }

    @Test
    void shouldSayLessOfDesignsOfOtherKindsOfLayers() throws IOException {
        double same = spread(json("resnet18", "resnet50", "--gpu", "rtx-4090-24gb"));
        double other = spread(json("resnet18", "vgg16", "--gpu", "rtx-4090-24gb"));

        assertThat(same).isCloseTo(2.1 * 2.1, within(1e-9));
        assertThat(other).isCloseTo(6.1 * 6.1, within(1e-9));
    }

    @Test
    void shouldCountThreePassesForEachSampleOfAnEpoch() throws IOException {
        JsonNode inference = json("gpt2", "gpt2-medium", "--gpu", A100, "--input-tokens", "128", "--batch", "4");
        JsonNode epoch = json(
                "gpt2",
                "gpt2-medium",
                "--gpu",
                A100,
                "--input-tokens",
                "128",
                "--batch",
                "4",
                "--training",
                "--samples",
                "1000");
        JsonNode batch = json("gpt2", "gpt2-medium", "--gpu", A100, "--batch", "4", "--training");

        for (String field : new String[] {"flops", "seconds"}) {
            assertThat(epoch.get("designs").get(1).get(field).asDouble() / 3000)
                    .isCloseTo(
                            inference.get("designs").get(1).get(field).asDouble(),
                            within(1e-9
                                    * inference.get("designs").get(1).get(field).asDouble()));
        }
        assertThat(central(epoch) / 3000).isCloseTo(central(inference), within(1e-9));
        assertThat(epoch.get("designs").get(1).get("ratioToBest"))
                .isEqualTo(inference.get("designs").get(1).get("ratioToBest"));
        assertThat(batch.get("samples").asLong()).isEqualTo(4);
    }

    @Test
    void shouldNameTheFieldsOfTheJsonAndKnowWaterAtASite() throws IOException {
        JsonNode json = json("vgg16", "vgg19", "--gpu", "h100", "--region", "eu-north-1", "--image-size", "256");

        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly(
                        "gpu", "method", "scope", "batch", "training", "samples", "designs", "sentences", "warnings");
        assertThat(json.get("designs").get(0).fieldNames())
                .toIterable()
                .containsExactly(
                        "name",
                        "parameters",
                        "flops",
                        "seconds",
                        "energyJoules",
                        "facilityEnergyJoules",
                        "waterLitres",
                        "carbonGrams",
                        "ratioToBest");
        assertThat(json.get("method").asText()).isEqualTo("flops-per-watt");
        assertThat(json.get("designs").get(0).get("waterLitres").get("central").asDouble())
                .isPositive();
    }

    @Test
    void shouldSayWhichDesignNeedsLess() {
        assertThat(ran.run(GPT_B, GPT_A, "--gpu", A100, "--batch", "64")).isZero();

        assertThat(ran.out())
                .containsPattern("gpt-a needs 0\\.\\d\\d of the energy of gpt-b \\(range 0\\.\\d\\d to 0\\.\\d\\d\\)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vgg16 --gpu h100|only vgg16 is named",
                "vgg16 resnet5 --gpu h100|did you mean resnet50",
                "vgg16 vgg19 --gpu h1000|did you mean h100",
                "vgg16 vgg19 --gpu h100 --method hardware-efficiency|not for h100-sxm5-80gb",
                "vgg16 vgg19 --gpu h100 --method guess|unknown method 'guess'",
                "vgg16 vgg19 --gpu h100 --input-tokens 5|use --image-size",
                "gpt2 gpt2-xl --gpu h100 --image-size 5|use --input-tokens",
                "vgg16 vgg19 --gpu h100 --samples 5|goes with --training",
                "vgg16 vgg19 --gpu h100 --training --method measured|compare training by another method",
                "vgg16 no-such-file.yaml --gpu h100|there is no file no-such-file.yaml",
                "vgg16 vgg19 --gpu h100 --batch 0|--batch 0: write 1 or more"
            })
    void shouldRefuseWhatCannotBeCompared(String arguments, String reason) {
        assertThat(ran.run(arguments.split(" "))).isEqualTo(2);
        assertThat(ran.err()).contains(reason);
    }

    private static String example(String name) {
        return Path.of("..", "docs", "examples", name).toString();
    }

    private JsonNode json(String... arguments) throws IOException {
        String[] all = new String[arguments.length + 1];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--json";
        assertThat(ran.run(all)).as(ran.err()).isZero();
        return new ObjectMapper().readTree(ran.out());
    }

    private static double central(JsonNode json) {
        return json.get("designs").get(1).get("energyJoules").get("central").asDouble();
    }

    private static double spread(JsonNode json) {
        JsonNode ratio = json.get("designs").get(1).get("ratioToBest");
        return ratio.get("high").asDouble() / ratio.get("low").asDouble();
    }
}
