package io.wattledger.estimator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class EstimateCommandTest {

    @TempDir
    private Path folder = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine command = new CommandLine(EstimateCommand.class)
            .setExecutionExceptionHandler((e, cmd, parsed) -> Failures.report(e, cmd))
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));

    @Test
    void shouldGiveAlexNetInTheYearOfItsPublication() throws IOException {
        assertThat(command.execute(
                        "--model", "alexnet", "--method", "flops-per-watt", "--date", "2012-06-01", "--json"))
                .isZero();

        JsonNode json = json();
        assertThat(json.path("energyJoules").path("central").asDouble())
                .as("table 5.2: 0.100 J")
                .isCloseTo(0.100, within(0.0005));
        assertThat(json.fieldNames())
                .toIterable()
                .contains("model", "gpu", "method", "batch", "energyJoules", "waterLitres", "carbonGrams", "terms");
        assertThat(json.path("waterLitres").isNull()).isTrue();
        assertThat(json.path("scope").asText()).isEqualTo("accelerator");
        assertThat(json.path("terms")).isNotEmpty().allSatisfy(term -> {
            assertThat(term.path("name").asText()).isNotBlank();
            assertThat(term.path("value").isNumber()).isTrue();
            assertThat(term.has("unit")).isTrue();
            assertThat(term.path("source").asText()).isNotBlank();
        });
    }

    @Test
    void shouldExplainEachStepWithItsSource() {
        assertThat(command.execute(
                        "--model",
                        "llama-3.1-8b",
                        "--gpu",
                        "NVIDIA H100 80GB HBM3",
                        "--batch",
                        "32",
                        "--input-tokens",
                        "500",
                        "--output-tokens",
                        "200",
                        "--region",
                        "eu-north-1",
                        "--explain"))
                .isZero();

        assertThat(out.toString())
                .startsWith(
                        "llama-3.1-8b-instruct on h100-sxm5-80gb, by measured-serving-split, batch 32 (accelerator and host)")
                .contains("energy = measured rates × tokens")
                .contains("energy per output token, batch size 32 = 0.1521 J")
                .contains("share of the host: CPU and memory = 0.43", "share of the host: idle machines = 0.17")
                .contains("ML.ENERGY Benchmark v3.0")
                .contains("carbon intensity of eu-north-1 = 35.26 g/kWh");
    }

    @Test
    void shouldWarnWhereTheCalibrationIsOfAnotherStack() {
        String[] ours = {
            "--model",
            "ours",
            "--total-params",
            "8",
            "--gpu",
            "h100",
            "--input-tokens",
            "100",
            "--output-tokens",
            "200",
            "--stack"
        };

        assertThat(command.execute(
                        Stream.concat(Stream.of(ours), Stream.of("vLLM 0.11.1")).toArray(String[]::new)))
                .isZero();
        String same = out.toString();
        assertThat(command.execute(
                        Stream.concat(Stream.of(ours), Stream.of("SGLang 0.5")).toArray(String[]::new)))
                .isZero();

        assertThat(same).doesNotContain("another software");
        assertThat(out.toString().substring(same.length()))
                .contains("the calibration is of vLLM 0.11.1, 2025-12, and not of SGLang 0.5;");
    }

    @Test
    void shouldTakeANetworkOfTheUsersOwn() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.yaml"), """
                name: mine
                family: cnn
                input: {image: {channels: 3, height: 32, width: 32}}
                layers:
                  - conv: {out: 8, kernel: 3, padding: 1}
                """);

        assertThat(command.execute("--network", file.toString(), "--gpu", "t4", "--method", "alpha-flops", "--json"))
                .isZero();

        assertThat(json().path("model").asText()).isEqualTo("mine");
        assertThat(json().path("energyJoules").path("low").asDouble()).isPositive();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --model resnet5O --gpu t4                                 | unknown model 'resnet5O'; did you mean resnet50
                    --model resnet50 --gpu h100-smx                           | unknown GPU 'h100-smx'; did you mean h100
                    --model resnet50 --gpu t4 --precision fp8 --method flops-per-watt | t4-16gb has no published peak at fp8
                    --model resnet50 --gpu t4 --precision fp9                 | unknown precision 'fp9'; write one of fp32
                    --model resnet50 --gpu t4 --input-tokens 5                | takes no tokens
                    --model bert-base --gpu t4 --input-tokens -5              | inputTokens: -5 is out of range
                    --model gpt2 --gpu t4 --output-tokens 1000000001          | outputTokens: 1000000001 is out of range; write 0 to 1000000000
                    --model bert-base --gpu t4 --input-tokens NaN             | inputTokens: 'NaN' is not a whole number
                    --model resnet50 --gpu t4 --batch 0                       | batch: 0 is out of range
                    --model resnet50 --gpu t4 --region eu-nord-1              | unknown region 'eu-nord-1'; did you mean eu-north-1
                    --model resnet50 --method alpha-flops                     | alpha-flops needs a GPU
                    --model resnet50 --gpu t4 --method hardware-efficiency    | fit yours with 'wattledger fit efficiency'
                    --model resnet50 --gpu t4 --method measurd                | unknown method 'measurd'; did you mean measured
                    --model resnet50 --date 2012                              | date: '2012' is no day
                    --model gpt2-xl --gpu h100                                | nobody measured gpt2-xl
                    --model resnet50 --gpu t4 --date 2020-01-01               | a GPU and a date are both given
                    --model llama-3.1-70b-instruct --gpu h100 --method flops-per-watt --input-tokens 3000000 | 2^63
                    --network ../docs/examples/gpt-a.yaml --method flops-per-watt --gpu a100 --output-tokens 5 | begins behind its embedding
                    --gpu h100                                                | name one model: --model NAME or --network FILE
                    --model resnet50 --gpu t4 --output x.csv                  | --output goes with --input
                    --network no-such.yaml --gpu t4                           | no-such.yaml
                    """)
    void shouldRefuseWhatCannotBe(String arguments, String message) {
        assertThat(command.execute(arguments.strip().split(" +"))).isEqualTo(Failures.MISUSED);

        assertThat(err.toString()).contains(message);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void shouldEstimateEachLineOfAFileAndPassItsOtherColumnsOn() throws IOException {
        Path input = Files.writeString(folder.resolve("in.csv"), """
                id,modelId,gpu,region,inputTokens,outputTokens,note
                1,llama-3.1-8b-instruct,h100,eu-west-1,500,200,"a, b"
                2,resnet50,rtx-4090,,,,

                3,alexnet,t4,us-east-1,,,
                """);
        Path output = folder.resolve("out.csv");

        assertThat(command.execute("--input", input.toString(), "--output", output.toString()))
                .isZero();

        List<String> lines = Files.readAllLines(output);
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0))
                .isEqualTo(
                        "id,modelId,gpu,region,inputTokens,outputTokens,note,estimatedBy,energyJoulesLow,energyJoulesCentral,"
                                + "energyJoulesHigh,waterLitresLow,waterLitresCentral,waterLitresHigh,carbonGramsLow,carbonGramsCentral,"
                                + "carbonGramsHigh,warnings,error");
        assertThat(lines.get(1))
                .startsWith("1,llama-3.1-8b-instruct,h100,eu-west-1,500,200,\"a, b\",measured-serving-split,");
        assertThat(lines.get(2)).as("unknown is blank").endsWith(",,,,,,,,");
        assertThat(err.toString()).contains("3 lines: 3 estimated, 0 not");
        assertThat(folder.resolve("out.csv.partial")).doesNotExist();
    }

    @Test
    void shouldGoOnAfterABadLineAndEndWithOne() throws IOException {
        Path input = Files.writeString(
                folder.resolve("in.csv"),
                "model,gpu,inputTokens\nresnet50,rtx-4090,\nnope,t4,\nbert-base,t4,-1\nbert-base,t4\nresnet50,rtx-3090,\n");

        assertThat(command.execute("--input", input.toString())).isEqualTo(Failures.FAILED);

        assertThat(out.toString().lines()).hasSize(6);
        assertThat(err.toString())
                .contains("in.csv, line 3: unknown model 'nope'")
                .contains("in.csv, line 4: inputTokens: -1 is out of range")
                .contains("in.csv, line 5: 2 fields under 3 columns")
                .contains("5 lines: 2 estimated, 3 not");
    }

    @Test
    void shouldReadWhatSpreadsheetsWrite() throws IOException {
        Path input = Files.writeString(folder.resolve("in.csv"), "\uFEFFmodel,gpu\r\nresnet50,rtx-4090\r\n");

        assertThat(command.execute("--input", input.toString())).isZero();

        assertThat(out.toString().lines()).hasSize(2).first().asString().startsWith("model,gpu,");
    }

    @Test
    void shouldRefuseTargetsThatAreNoFilesOfTheirOwn() throws IOException {
        Path input = Files.writeString(folder.resolve("in.csv"), "model,gpu\nresnet50,rtx-4090\n");

        for (String target : List.of(
                input.toString(), folder.toString(), folder.resolve("no/x.csv").toString())) {
            assertThat(command.execute("--input", input.toString(), "--output", target))
                    .isEqualTo(Failures.MISUSED);
        }

        assertThat(input).hasContent("model,gpu\nresnet50,rtx-4090\n");
        assertThat(err.toString())
                .contains("is the input")
                .contains("is a folder")
                .contains("there is no folder");
    }

    @Test
    void shouldTakeTheMethodThatTheCoefficientsAreFor() throws IOException {
        Path fit = Files.writeString(folder.resolve("fit.yaml"), """
                - kind: efficiency
                  hardware: t4
                  fittedOn: "2026-11-21"
                  source: pairs.csv, 100 rows
                  rSquared: 0.99
                  operation: projections
                  peakTflops: 8.1
                  maxPercent: 50
                  k: 10
                  alpha: 0.7
                """);

        assertThat(command.execute("--model", "resnet50", "--gpu", "t4", "--coefficients", fit.toString(), "--json"))
                .isZero();
        assertThat(json().path("method").asText()).isEqualTo("hardware-efficiency");
        assertThat(command.execute(
                        "--model",
                        "resnet50",
                        "--gpu",
                        "t4",
                        "--coefficients",
                        fit.toString(),
                        "--method",
                        "alpha-flops"))
                .isEqualTo(Failures.MISUSED);
        assertThat(err.toString()).contains("has none for alpha-flops but for hardware-efficiency");
    }

    @Test
    void shouldWriteJsonLinesOnRequest() throws IOException {
        Path input = Files.writeString(folder.resolve("in.csv"), "id,model,gpu\n7,resnet50,rtx-4090\n8,nope,t4\n");

        assertThat(command.execute("--input", input.toString(), "--json")).isEqualTo(Failures.FAILED);

        List<String> lines = out.toString().lines().toList();
        assertThat(lines).hasSize(2);
        JsonNode good = new ObjectMapper().readTree(lines.get(0));
        assertThat(good.path("line").path("id").asText()).isEqualTo("7");
        assertThat(good.path("energyJoules").path("central").asDouble()).isPositive();
        assertThat(good.path("error").isNull()).isTrue();
        assertThat(new ObjectMapper().readTree(lines.get(1)).path("error").asText())
                .contains("nope");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                       | in.csv: empty; begin with a header of the columns model, gpu
                    id,gpu                   | in.csv, line 1, column model: missing; found id, gpu
                    model,gpu,gpu            | in.csv, line 1, column gpu: asks the same as another column
                    model,modelId,gpu        | in.csv, line 1, column modelId: asks the same as another column
                    model,gpu,inputTokns     | in.csv, line 1, column inputTokns: unknown; did you mean inputTokens?
                    """)
    void shouldRefuseAHeaderThatAsksNothing(String header, String message) throws IOException {
        Path input = Files.writeString(folder.resolve("in.csv"), header.isEmpty() ? "" : header + "\n");

        assertThat(command.execute(
                        "--input",
                        input.toString(),
                        "--output",
                        folder.resolve("o").toString()))
                .isEqualTo(Failures.MISUSED);

        assertThat(err.toString()).contains(message);
        assertThat(folder.resolve("o")).doesNotExist();
    }

    @Test
    void shouldKeepTheOldOutputWhenTheFileIsBroken() throws IOException {
        Path input = Files.writeString(folder.resolve("in.csv"), "model,gpu\nresnet50,\"t4\nresnet50,t4\n");
        Path output = Files.writeString(folder.resolve("out.csv"), "old");

        assertThat(command.execute("--input", input.toString(), "--output", output.toString()))
                .isEqualTo(Failures.MISUSED);

        assertThat(output).hasContent("old");
        assertThat(err.toString()).contains("no well-formed CSV");
    }

    private JsonNode json() throws IOException {
        return new ObjectMapper().readTree(out.toString());
    }
}
