package io.wattledger.estimator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The measuring script where there is no GPU, and its files, filled by a made-up meter, in our commands. */
class MeasureScriptTest {

    private static final Path SCRIPT = Path.of("measure", "measure.py");
    private static final String STEM = "2026-11-29-made-up-meter-";

    @TempDir
    private Path folder;

    /** A script that ran, with what it printed. */
    private record Script(int exit, String out, String err) {}

    @BeforeAll
    static void needsPython() throws InterruptedException {
        boolean there;
        try {
            there = new ProcessBuilder("python3", "-c", "import sys; sys.exit(sys.version_info < (3, 10))")
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            there = false;
        }
        assumeTrue(there, "the measuring script needs python3, 3.10 or newer");
    }

    @Test
    void shouldPlanWithoutGpuAndTorch() throws Exception {
        Script plan = run("--plan", "--quick");

        assertThat(plan.exit()).as(plan.err()).isZero();
        assertThat(plan.out())
                .containsPattern("matmul +fp16 +\\d+ points")
                .containsPattern("conv +fp32 +\\d+ points")
                .containsPattern("transformer +bf16 +\\d+ points")
                .containsPattern("\\d+ points, 3 windows of 2 s each: about \\d+ minutes");
        assertThat(run("--plan", "--only", "matmul", "--precisions", "fp8").out())
                .contains("fp8")
                .doesNotContain("conv", "fp16");
    }

    @Test
    void shouldExplainItself() throws Exception {
        Script help = run("--help");

        assertThat(help.exit()).isZero();
        assertThat(help.out())
                .contains("--only", "--device", "examples:", "exit codes:")
                .doesNotContain("--self-test");
    }

    @Test
    void shouldCallItMisuse() throws Exception {
        Map<String, String> messages = Map.of(
                "--only=fft", "'fft' is not of matmul, conv, transformer",
                "--seconds=0", "'0': a number above 0",
                "--device=-1", "'-1': a whole number from 0",
                "--date=today", "'today': a day such as",
                "--hidden=100", "--hidden must be a multiple of --heads");
        for (Map.Entry<String, String> wrong : messages.entrySet()) {
            Script script = run("--plan", wrong.getKey());

            assertThat(script.exit()).as(wrong.getKey()).isEqualTo(2);
            assertThat(script.err()).contains(wrong.getValue());
        }
    }

    @Test
    void shouldSayWhatIsMissing() throws Exception {
        missing("torch");
        Script withoutTorch = run("--quick", "--out", folder.toString());
        Files.writeString(folder.resolve("torch.py"), """
                class nn:
                    class functional:
                        scaled_dot_product_attention = None
                """);
        missing("pynvml");
        Script withoutNvml = run("--quick", "--out", folder.toString());

        assertThat(withoutTorch.exit()).isEqualTo(1);
        assertThat(withoutTorch.err()).contains("torch is missing", "pip install torch");
        assertThat(withoutNvml.exit()).isEqualTo(1);
        assertThat(withoutNvml.err()).contains("pynvml is missing: pip install nvidia-ml-py");
        assertThat(folder).isDirectoryNotContaining("glob:**.csv");
    }

    /** Makes a module missing, also where it is installed. */
    private void missing(String module) throws IOException {
        Files.writeString(
                folder.resolve(module + ".py"),
                "raise ModuleNotFoundError(\"No module named '%s'\")".formatted(module));
    }

    @Test
    void shouldWriteFilesThatTheFitsRead() throws Exception {
        measureMadeUp();
        Ran fit = new Ran(FitCommand.class);

        int efficiency =
                fit.run("efficiency", file("matmul.csv"), "--where", "precision=bf16", "--peak-tflops", "10", "--json");
        JsonNode law = new ObjectMapper().readTree(fit.out());
        int alphaFlops = fit.run(
                "alpha-flops",
                file("conv.csv"),
                "--where=precision=fp32",
                "--where=batch=1",
                "--where=groups=1",
                "--floor",
                "--json");
        JsonNode curve = new ObjectMapper().readTree(fit.out());

        assertThat(efficiency).as(fit.err()).isZero();
        assertThat(alphaFlops).as(fit.err()).isZero();
        assertThat(law.path("badRows").asInt()).isZero();
        assertThat(law.path("rSquared").asDouble()).isGreaterThan(0.99);
        assertThat(curve.path("badRows").asInt()).isZero();
        assertThat(curve.path("rows").asInt()).isEqualTo(12);
        // The made-up device needs a microsecond for every call.
        assertThat(curve.path("coefficients").path("floorMillis").asDouble()).isBetween(0.0008, 0.0015);
    }

    @Test
    void shouldWriteAFileThatIsCalibratedTo() throws Exception {
        measureMadeUp();
        Path others = Files.writeString(folder.resolve("others.csv"), CalibrateCommandTest.rows());
        Ran calibrate = new Ran(CalibrateCommand.class);

        int exit = calibrate.run(file("transformer.csv"), others.toString(), "--stack", "now");

        assertThat(exit).as(calibrate.err()).isZero();
        assertThat(calibrate.err()).doesNotContain("line ");
        assertThat(calibrate.out()).contains(STEM + "transformer.csv", "made-up meter, nothing measured");
    }

    @Test
    void shouldGoOnWhereARunEnded() throws Exception {
        measureMadeUp();
        Path rows = Path.of(file("matmul.csv"));
        String whole = Files.readString(rows);
        int last = whole.lastIndexOf('\n', whole.length() - 2);
        Files.writeString(rows, whole.substring(0, last + 9));

        Script second = measureMadeUp();
        Script third = measureMadeUp();

        assertThat(second.err()).contains("63 of 64 points are measured", "[1/1] matmul bf16 512×512×512");
        assertThat(third.err()).contains("64 of 64 points are measured").doesNotContain("[1/");
        assertThat(Files.readAllLines(rows)).hasSize(13).allMatch(line -> line.split(",").length > 20);
    }

    @Test
    void shouldLeaveOutWhatTheMemoryDoesNotHold() throws Exception {
        Script script = measureMadeUp();

        JsonNode left = new ObjectMapper()
                .readTree(Path.of(file("machine.json")).toFile())
                .path("notMeasured");
        assertThat(script.err()).contains("transformer bf16 batch 64, 32 in, 8 out: left out: out of memory");
        assertThat(left).hasSize(2).allSatisfy(point -> {
            assertThat(point.path("reason").asText()).isEqualTo("out of memory");
            assertThat(point.path("point").path("batchSize").asText()).isEqualTo("64");
        });
        assertThat(Files.readAllLines(Path.of(file("transformer.csv")))).hasSize(7);
    }

    @Test
    void shouldKeepItsRowsWhenItIsInterrupted() throws Exception {
        Process process = builder("--self-test=made-up", "--seconds=0.1", "--date=2026-11-29", "--out=" + folder)
                .redirectErrorStream(true)
                .start();
        try (BufferedReader printed = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(printed.readLine()).contains("[1/64]");
            process.toHandle().destroy(); // that of the process would close what it prints
            assertThat(printed.lines()).last().asString().contains("interrupted; what was measured is kept");
        }

        assertThat(process.waitFor()).isEqualTo(130);
        assertThat(Path.of(file("matmul.csv")))
                .content()
                .contains("fp32,16,16,16,")
                .endsWith("\n");
    }

    @Test
    void shouldNotMixRowsOfDifferentMachines() throws Exception {
        measureMadeUp();
        Path machine = Path.of(file("machine.json"));
        Files.writeString(machine, Files.readString(machine).replace("\"made-up meter\"", "\"another meter\""));

        Script script = runMadeUp();

        assertThat(script.exit()).isEqualTo(1);
        assertThat(script.err())
                .contains("machine.json: measured with gpu 'another meter', and now it is 'made-up meter'")
                .contains("choose another --out or --date");
    }

    private Script measureMadeUp() throws Exception {
        Script script = runMadeUp();
        assertThat(script.exit()).as(script.err()).isZero();
        return script;
    }

    private Script runMadeUp() throws Exception {
        return run(
                "--self-test=made-up",
                "--seconds=0.0005",
                "--date=2026-11-29",
                "--gpu=NVIDIA H100 80GB HBM3",
                "--out",
                folder.toString());
    }

    private String file(String name) {
        return folder.resolve(STEM + name).toString();
    }

    private Script run(String... arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        Process process = builder(arguments)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return new Script(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private ProcessBuilder builder(String... arguments) {
        List<String> command = new ArrayList<>(List.of("python3", SCRIPT.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("PYTHONPATH", folder.toString());
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        builder.environment().put("PYTHONIOENCODING", "utf-8");
        return builder;
    }
}
