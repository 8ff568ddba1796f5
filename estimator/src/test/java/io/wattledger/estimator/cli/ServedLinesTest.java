package io.wattledger.estimator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wattledger.estimator.HostShare;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that describe language models by their parameters. */
class ServedLinesTest {

    private static final String HEADER =
            "modelId,totalParamsBillions,activeParamsBillions,architecture,weightPrecision,gpu,gpuCount,batchSize,inputTokens,outputTokens,note\n";

    @TempDir
    Path folder;

    private final Ran command = new Ran(EstimateCommand.class);

    private List<CSVRecord> answers(String lines, int status, String... options) throws IOException {
        Path input = Files.writeString(folder.resolve("in.csv"), HEADER + lines);
        Path output = folder.resolve("out.csv");
        List<String> arguments = new ArrayList<>(List.of("--input", input.toString(), "--output", output.toString()));
        arguments.addAll(List.of(options));
        assertThat(command.run(arguments.toArray(String[]::new)))
                .as(command.err())
                .isEqualTo(status);
        try (var parser = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(Files.newBufferedReader(output))) {
            return parser.getRecords();
        }
    }

    private static double number(CSVRecord record, String column) {
        return Double.parseDouble(record.get(column));
    }

    @Test
    void shouldAnswerWithTheAcceleratorTheServerAndTheRequest() throws IOException {
        CSVRecord answer = answers("deepseek-ai/DeepSeek-R1,671,37,moe,fp8,B200,8,64.5,300,1500.2,mine\n", 0)
                .get(0);

        double central = number(answer, "acceleratorJoulesPerOutputTokenCentral");
        assertThat(answer.get("note")).isEqualTo("mine");
        assertThat(answer.get("method")).isEqualTo("roofline-in-serving");
        assertThat(answer.get("error")).isEmpty();
        assertThat(number(answer, "acceleratorJoulesPerOutputTokenLow")).isLessThan(central);
        assertThat(number(answer, "acceleratorJoulesPerOutputTokenHigh")).isGreaterThan(central);
        assertThat(number(answer, "serverJoulesPerOutputTokenCentral"))
                .isCloseTo(central * HostShare.CENTRAL, within(1e-9));
        assertThat(number(answer, "serverJoulesPerRequestCentral"))
                .isCloseTo(central * HostShare.CENTRAL * 1500.2, within(1e-6));
    }

    /** Measured by ML.ENERGY v3, lm-arena-chat: Qwen3 8B on one H100 at a batch of 31, 646 tokens, 0.163 J per output token. */
    @Test
    void shouldComeNearWhatWasMeasured() throws IOException {
        CSVRecord answer = answers("Qwen/Qwen3-8B,8,8,dense,bfloat16,H100,1,31,224,646,\n", 0)
                .get(0);

        assertThat(number(answer, "acceleratorJoulesPerOutputTokenCentral")).isBetween(0.163 / 1.15, 0.163 * 1.15);
        assertThat(answer.get("warnings")).isEmpty();
    }

    @Test
    void shouldNeedTheTwoCountsAndTheGpuAlone() throws IOException {
        CSVRecord answer = answers(",70,70,,,H100,,,,,\n", 0).get(0);

        assertThat(number(answer, "acceleratorJoulesPerOutputTokenCentral")).isPositive();
        assertThat(answer.get("warnings"))
                .contains("no number of accelerators", "no input tokens", "no output tokens", "no batch size");
    }

    /** The command line says what a line leaves blank. */
    @Test
    void shouldTakeOptionsForWhatIsBlank() throws IOException {
        String given = answers("a,8,8,dense,bfloat16,H100,1,32,200,400,\n", 0)
                .get(0)
                .get("acceleratorJoulesPerOutputTokenCentral");
        String blank = answers(
                        "a,8,8,dense,bfloat16,,,,,,\n",
                        0,
                        "--gpu",
                        "H100",
                        "--gpu-count",
                        "1",
                        "--batch",
                        "32",
                        "--input-tokens",
                        "200",
                        "--output-tokens",
                        "400")
                .get(0)
                .get("acceleratorJoulesPerOutputTokenCentral");

        assertThat(blank).isEqualTo(given);
    }

    @Test
    void shouldTellTheFormatByTheName() throws IOException {
        List<CSVRecord> answers = answers(
                "a/b-FP8,235,22,moe,,H100,8,32,200,400,\na/b,235,22,moe,fp8,H100,8,32,200,400,\na/b,235,22,moe,,H100,8,32,200,400,\n",
                0);

        String column = "acceleratorJoulesPerOutputTokenCentral";
        assertThat(answers.get(0).get(column)).isEqualTo(answers.get(1).get(column));
        assertThat(answers.get(0).get(column)).isNotEqualTo(answers.get(2).get(column));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a,,8,dense,bfloat16,H100,1,32,200,400,        | totalParamsBillions is empty",
                "a,8,,dense,bfloat16,H100,1,32,200,400,        | activeParamsBillions is empty",
                "a,8,9,dense,bfloat16,H100,1,32,200,400,       | cannot be active",
                "a,-8,8,dense,bfloat16,H100,1,32,200,400,      | totalParamsBillions is -8.0: must be above 0",
                "a,eight,8,dense,bfloat16,H100,1,32,200,400,   | totalParamsBillions is 'eight': not a number",
                "a,8,8,round,bfloat16,H100,1,32,200,400,       | architecture: 'round' is unknown",
                "a,8,8,dense,fp7,H100,1,32,200,400,            | weightPrecision: 'fp7' is unknown",
                "a,8,8,dense,bfloat16,H101,1,32,200,400,       | H101",
                "a,8,8,dense,bfloat16,,1,32,200,400,           | gpu is empty",
                "a,8,8,dense,bfloat16,H100,1.5,32,200,400,     | gpuCount is 1.5: a whole number is needed",
                "a,8,8,dense,bfloat16,H100,1,0,200,400,        | batchSize is 0.0: must be above 0",
                "a,8,8                                         | 3 fields under 11 columns"
            })
    void shouldKeepALineThatCannotBeAnsweredWithItsReason(String line, String reason) throws IOException {
        List<CSVRecord> answers = answers(line + "\ngood,8,8,dense,bfloat16,H100,1,32,200,400,\n", 1);

        assertThat(answers.get(0).get("error")).contains(reason);
        assertThat(answers.get(0).get("acceleratorJoulesPerOutputTokenCentral")).isEmpty();
        assertThat(answers.get(1).get("error")).isEmpty();
        assertThat(command.err()).contains("line 2: ", "2 lines: 1 estimated, 1 not");
    }

    @Test
    void shouldRefuseColumnsThatAreMissingTwiceOrNearlyRight() throws IOException {
        for (Map.Entry<String, String> each : Map.of(
                        "totalParamsBillions,gpu\n8,H100\n", "column activeParamsBillions: missing",
                        "totalParamsBillions,activeParamsBillions,gpu,gpu\n8,8,H100,H100\n",
                                "asks the same as another column",
                        "totalParamsBillions,activeParamsBillions,gpu,batchsize\n8,8,H100,3\n",
                                "did you mean batchSize?")
                .entrySet()) {
            Path input = Files.writeString(folder.resolve("wrong.csv"), each.getKey());

            assertThat(command.run("--input", input.toString())).isEqualTo(2);
            assertThat(command.err()).contains(each.getValue());
        }
    }

    @Test
    void shouldRefuseOptionsThatSayNothingOfSuchAFile() throws IOException {
        Path input = Files.writeString(folder.resolve("in.csv"), HEADER);

        assertThat(command.run("--input", input.toString(), "--region", "eu-north-1"))
                .isEqualTo(2);
        assertThat(command.err()).contains("says nothing of region");
    }

    @Test
    void shouldPrintJsonLines() throws IOException {
        Path input = Files.writeString(
                folder.resolve("in.csv"), HEADER + "a,8,8,dense,bfloat16,H100,1,32,200,400,mine\nb,8,,,,H100,,,,,\n");

        assertThat(command.run("--input", input.toString(), "--json")).isEqualTo(1);

        List<String> lines = command.out().lines().toList();
        JsonNode first = new ObjectMapper().readTree(lines.get(0));
        assertThat(first.at("/line/note").asText()).isEqualTo("mine");
        assertThat(first.at("/acceleratorJoulesPerOutputTokenCentral").asDouble())
                .isPositive();
        assertThat(first.at("/error").isNull()).isTrue();
        JsonNode second = new ObjectMapper().readTree(lines.get(1));
        assertThat(second.at("/error").asText()).contains("activeParamsBillions is empty");
        assertThat(second.at("/acceleratorJoulesPerOutputTokenCentral").isNull())
                .isTrue();
    }
}
