package io.wattledger.estimator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class FlopsCommandTest {

    private static final Path GOLDEN = Path.of("src", "test", "resources", "io", "wattledger", "estimator", "cli");
    private static final int MISUSED = 2;

    private record Run(int exit, String out, String err) {}

    @ParameterizedTest
    @CsvSource({
        "flops.json, --model vgg16 --json",
        "flops.txt, --model vgg16",
        "flops-per-layer.json, --model gru-2-layer --batch 2 --precision fp4 --per-layer --training --json",
        "flops-per-layer.txt, --model bert-small --input-tokens 32 --precision bf16 --per-layer",
        "flops-training.txt, --model resnet50 --image-size 256 --batch 32 --training",
        "flops-help.txt, --help"
    })
    void shouldPrintAsTheGoldenFile(String file, String options) throws IOException {
        Run run = flops(options);

        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isZero();
        if (Boolean.getBoolean("wattledger.golden.rewrite")) {
            Files.createDirectories(GOLDEN);
            Files.writeString(GOLDEN.resolve(file), run.out());
        }
        assertThat(run.out())
                .as("%s; -Dwattledger.golden.rewrite=true rewrites it", file)
                .isEqualTo(Files.readString(GOLDEN.resolve(file)));
    }

    @Test
    void shouldCountVgg16() throws IOException {
        JsonNode json = json("--model VGG-16 --json");

        assertThat(json.get("parameters").longValue()).isEqualTo(138_357_544);
        assertThat(json.get("macs").longValue()).isEqualTo(15_470_264_320L);
        assertThat(json.get("flops").longValue()).isEqualTo(30_940_528_640L);
        assertThat(json.get("model").textValue()).isEqualTo("vgg16");
        assertThat(json.has("layers")).isFalse();
    }

    @Test
    void shouldListLayersThatAddUp() throws IOException {
        JsonNode json = json("--model mobilenetv2 --batch 4 --per-layer --training --json");

        for (String sum : new String[] {"macs", "flops", "parameters", "parameterBytes", "activationBytes"}) {
            long total = StreamSupport.stream(json.get("layers").spliterator(), false)
                    .mapToLong(layer -> layer.get(sum).longValue())
                    .sum();
            assertThat(total).as(sum).isEqualTo(json.get(sum).longValue());
        }
    }

    @Test
    void shouldTripleOperationsInTraining() throws IOException {
        JsonNode forward = json("--model gpt2 --input-tokens 64 --json");
        JsonNode training = json("--model gpt2 --input-tokens 64 --training --json");

        assertThat(training.get("pass").textValue()).isEqualTo("training");
        assertThat(training.get("flops").longValue())
                .isEqualTo(3 * forward.get("flops").longValue());
        assertThat(training.get("peakMemoryBytes").longValue())
                .isGreaterThan(forward.get("peakMemoryBytes").longValue());
    }

    @Test
    void shouldTakeAnotherInput() throws IOException {
        assertThat(json("--model resnet50 --image-size 256 --json")
                        .at("/input/image/height")
                        .intValue())
                .isEqualTo(256);
        assertThat(json("--model bert-base --input-tokens 512 --json")
                        .at("/input/tokens")
                        .intValue())
                .isEqualTo(512);
        assertThat(json("--model lstm-2-layer --input-tokens 64 --json")
                        .at("/input/sequence/length")
                        .intValue())
                .isEqualTo(64);
    }

    @Test
    void shouldReadANetworkFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("network.yaml"), """
                name: mine
                family: cnn
                input: {image: {height: 4, width: 4}}
                layers: [conv: {out: 2, kernel: 1, bias: false}]
                """);

        JsonNode json = json("--json --image-size 8 --network " + file);

        assertThat(json.get("model").textValue()).isEqualTo("mine");
        assertThat(json.get("macs").longValue()).isEqualTo(3 * 2 * 64);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--model vgg17 | unknown network 'vgg17'; did you mean vgg11, vgg13, vgg16? 'wattledger catalogue networks' lists all",
                "--model vgg16 --input-tokens 9 | --input-tokens is for tokens and sequences, but vgg16 takes image"
                        + " 3×224×224; use --image-size",
                "--model gpt2 --image-size 9 | --image-size is for images, but gpt2 takes 1024 tokens; use"
                        + " --input-tokens",
                "--model vgg16 --batch 0 | network vgg16: the batch is 0; it must be at least 1",
                "--model vgg16 --image-size -1 | image: the height is -1; it must be at least 1",
                "--model vgg16 --precision fp17 | unknown precision 'fp17'; write one of fp32, tf32, fp16, bf16, mixed,"
                        + " fp8, int8, fp4",
                "--network nowhere.yaml | there is no file nowhere.yaml"
            })
    void shouldRefuse(String options, String message) {
        Run run = flops(options);

        assertThat(run.err()).isEqualTo("flops: " + message + System.lineSeparator());
        assertThat(run.out()).isEmpty();
        assertThat(run.exit()).isEqualTo(MISUSED);
    }

    @ParameterizedTest
    @CsvSource({
        "--json, (--model=NAME | --network=FILE)",
        "--model vgg16 --network a.yaml, mutually exclusive",
        "--model vgg16 --batch two, two"
    })
    void shouldRefuseOptionsThatDoNotFit(String options, String message) {
        Run run = flops(options);

        assertThat(run.exit()).isEqualTo(MISUSED);
        assertThat(run.err()).contains(message);
    }

    private static JsonNode json(String options) throws IOException {
        Run run = flops(options);
        assertThat(run.err()).isEmpty();
        return new ObjectMapper().readTree(run.out());
    }

    private static Run flops(String options) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = new CommandLine(FlopsCommand.class)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setExecutionExceptionHandler((e, command, parsed) -> Failures.report(e, command))
                .execute(options.split(" "));
        return new Run(exit, out.toString(), err.toString());
    }

    @Test
    void shouldPrintLayersAsCsvThatAddUp() {
        Run run = flops("--model vgg16 --csv");

        var lines = run.out().lines().toList();
        assertThat(lines.get(0))
                .isEqualTo("layer,kind,input,output,flops,macs,parameters,parameterBytes,activationBytes");
        assertThat(lines.stream()
                        .skip(1)
                        .mapToLong(line -> Long.parseLong(line.split(",", -1)[6]))
                        .sum())
                .isEqualTo(138_357_544);
        assertThat(flops("--model vgg16 --csv --json").exit()).isEqualTo(MISUSED);
    }
}
