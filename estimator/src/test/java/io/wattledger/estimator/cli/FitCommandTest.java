package io.wattledger.estimator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wattledger.estimator.Flops;
import io.wattledger.estimator.method.AlphaFlopsCoefficients;
import io.wattledger.estimator.method.EfficiencyLaw;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class FitCommandTest {

    private static final String HEADER = "hardware,H,W,Cin,Cout,K1,K2,time_ms\n";
    private static final Offset<Double> CLOSE = Offset.offset(1e-4);

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldPrintAFitOfTimings() throws IOException {
        int exit = run("alpha-flops", timings("").toString());

        assertThat(exit).isZero();
        assertThat(out.toString())
                .contains("alpha-FLOPs fitted to timings.csv, 54 rows")
                .containsPattern("β, K = 1 +0\\.02000 +0\\.02000 +0\\.02000")
                .containsPattern("γ, K > 1 +0\\.5600")
                .containsPattern("scale, ms per 1e6 perceived MACs +0\\.03750")
                .containsPattern("launch floor, ms +0 +– +– +not fitted")
                .containsPattern("this fit +1\\.0000")
                .containsPattern("published preset +1\\.0000")
                .contains("Median absolute error 0.0 %")
                .containsPattern("\\d+×\\d+, \\d+→\\d+, kernel \\d×\\d");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void shouldPrintJson() throws IOException {
        int exit = run("alpha-flops", timings("").toString(), "--json", "--hardware", "card");

        JsonNode json = json();
        assertThat(exit).isZero();
        assertThat(json.path("hardware").asText()).isEqualTo("card");
        assertThat(json.path("rows").asInt()).isEqualTo(54);
        assertThat(json.path("rSquared").asDouble()).isCloseTo(1, CLOSE);
        assertThat(json.path("presetRSquared").asDouble()).isCloseTo(1, CLOSE);
        assertThat(json.path("plainFlopsRSquared").asDouble()).isLessThan(0.999);
        assertThat(json.path("coefficients").path("largerGamma").asDouble()).isCloseTo(0.56, CLOSE);
        assertThat(json.path("confidence95").path("largerGamma")).hasSize(2);
        assertThat(json.path("confidence95").has("floorMillis")).isFalse();
        assertThat(json.path("worst")).hasSize(5);
    }

    @Test
    void shouldFitTheGoodRowsAndFailForTheBad() throws IOException {
        Path file = timings("\"{}\",1,1,x,1,1,1,NaN\n");
        Path coefficients = folder.resolve("out.yaml");

        int exit = run("alpha-flops", file.toString(), "--out", coefficients.toString());

        assertThat(exit).isEqualTo(Failures.FAILED);
        assertThat(err.toString().strip())
                .isEqualTo("fit alpha-flops: " + file
                        + ", line 56: Cin is 'x': not a number; time_ms is 'NaN': a finite number is needed");
        assertThat(out.toString()).contains("54 of 55 rows");
        assertThat(CoefficientsFile.read(coefficients)
                        .alphaFlops()
                        .orElseThrow()
                        .source())
                .isEqualTo("timings.csv, 54 of 55 rows");
    }

    @Test
    void shouldWriteWhatIsReadAgain() throws IOException {
        Path coefficients = folder.resolve("out.yaml");

        int exit = run("alpha-flops", timings("").toString(), "--hardware", "card", "--out", coefficients.toString());

        AlphaFlopsCoefficients read =
                CoefficientsFile.read(coefficients).alphaFlops().orElseThrow();
        assertThat(exit).isZero();
        assertThat(read.unary().beta()).isCloseTo(0.02, CLOSE);
        assertThat(read.larger().gamma()).isCloseTo(0.56, CLOSE);
        assertThat(read.hardware()).isEqualTo("card");
        assertThat(read.sourceDate()).matches("\\d{4}-\\d\\d-\\d\\d");
    }

    @Test
    void shouldNotReplaceCoefficientsUnlessForced() throws IOException {
        Path coefficients = Files.writeString(folder.resolve("out.yaml"), "mine");
        String file = timings("").toString();

        assertThat(run("alpha-flops", file, "--out", coefficients.toString())).isEqualTo(Failures.MISUSED);
        assertThat(err.toString()).contains("is there already").contains("--force");
        assertThat(out.toString()).isEmpty();
        assertThat(coefficients).hasContent("mine");
        assertThat(run("alpha-flops", file, "--out", coefficients.toString(), "--force"))
                .isZero();
        assertThat(coefficients).content().startsWith("- kind: alpha-flops");
    }

    @Test
    void shouldFailWhereRowsSettleNothing() throws IOException {
        Path file = Files.writeString(folder.resolve("few.csv"), HEADER + "q,2,2,3,3,1,1,0.1\n");
        Path coefficients = folder.resolve("out.yaml");

        assertThat(run("alpha-flops", file.toString(), "--out", coefficients.toString()))
                .isEqualTo(Failures.FAILED);
        assertThat(err.toString()).contains("1 rows cannot settle 1 coefficients");
        assertThat(coefficients).doesNotExist();
    }

    @Test
    void shouldCallItMisuse() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.csv"), "");
        Path other = Files.writeString(folder.resolve("other.csv"), "H,W\n1,2\n");

        assertThat(run("alpha-flops", empty.toString())).isEqualTo(Failures.MISUSED);
        assertThat(run("alpha-flops", other.toString())).isEqualTo(Failures.MISUSED);
        assertThat(run("alpha-flops", folder.resolve("none.csv").toString())).isEqualTo(Failures.MISUSED);
        assertThat(run(
                        "alpha-flops",
                        timings("").toString(),
                        "--out",
                        folder.resolve("no/such").toString()))
                .isEqualTo(Failures.MISUSED);
        assertThat(run("efficiency", pairs().toString())).isEqualTo(Failures.MISUSED);
        assertThat(run("efficiency", pairs().toString(), "--peak-tflops", "NaN"))
                .isEqualTo(Failures.MISUSED);
        assertThat(run("efficiency", pairs().toString(), "--peak-tflops", "1")).isEqualTo(Failures.MISUSED);
        assertThat(run("efficiency", pairs().toString(), "--peak-tflops", "156", "--out", "x.yaml"))
                .isEqualTo(Failures.MISUSED);
        assertThat(run("efficiency", pairs().toString(), "--peak-tflops", "156", "--operation", "gate"))
                .isEqualTo(Failures.MISUSED);
        assertThat(run()).isEqualTo(Failures.MISUSED);
        assertThat(err.toString())
                .contains("empty.csv is empty")
                .contains("other.csv lacks column Cin, Cout, K1, K2, time_ms; its first line has H, W")
                .contains("there is no file")
                .contains("there is no folder")
                .contains("give the peak: --peak-tflops N, or --gpu NAME with --precision P")
                .contains("--peak-tflops is NaN")
                .contains("the peak of 1.0 TFLOPS is too low: line ")
                .contains("--out needs --operation")
                .contains("unknown operation 'gate'; did you mean gates")
                .contains("what is to be fitted");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void shouldFitAnEfficiencyLaw() throws IOException {
        Path coefficients = folder.resolve("out.yaml");

        int exit = run(
                "efficiency",
                pairs().toString(),
                "--peak-tflops",
                "156",
                "--operation",
                "gates",
                "--hardware",
                "card",
                "--out",
                coefficients.toString());

        assertThat(exit).isZero();
        assertThat(out.toString())
                .contains("Efficiency law of gates fitted to pairs.csv, 35 rows, peak 156.0 TFLOPS")
                .containsPattern("η_max, % +68\\.22")
                .contains("R² 1.0000 of the efficiency, 1.0000 of the time");
        FittedLaw law = CoefficientsFile.read(coefficients).laws().get(0);
        assertThat(law.operation()).isEqualTo("gates");
        assertThat(law.peakTflops()).isEqualTo(156);
        assertThat(law.law().k()).isCloseTo(8.5, CLOSE);
    }

    @Test
    void shouldFitTheRowsThatAreWantedAndSaySo() throws IOException {
        String file = timings("card,9,9,9,9,3,3,1000\n").toString();

        assertThat(run("alpha-flops", file, "--where", "hardware={\"GPU\": 1, \"a\": 2}", "--where", "K1=3"))
                .isZero();
        assertThat(out.toString())
                .contains("fitted to timings.csv, 18 rows with hardware={\"GPU\": 1, \"a\": 2}, K1=3")
                .containsPattern("γ, K > 1 +0\\.5600");
        assertThat(run("alpha-flops", file, "--where", "hardware=none")).isEqualTo(Failures.MISUSED);
        assertThat(run("alpha-flops", file, "--where", "hardware")).isEqualTo(Failures.MISUSED);
        assertThat(err.toString()).contains("timings.csv has no rows with hardware=none");
    }

    @Test
    void shouldPrintAnEfficiencyLawAsJson() throws IOException {
        assertThat(run("efficiency", pairs().toString(), "--peak-tflops", "156", "--json"))
                .isZero();

        JsonNode json = json();
        assertThat(json.path("coefficients").path("alpha").asDouble()).isCloseTo(0.7, CLOSE);
        assertThat(json.path("confidence95").path("maxPercent")).hasSize(2);
        assertThat(json.path("timeRSquared").asDouble()).isCloseTo(1, CLOSE);
        assertThat(json.has("operation")).isFalse();
    }

    @Test
    void shouldExplainItself() {
        assertThat(run("--help")).isZero();
        assertThat(run("alpha-flops", "--help")).isZero();
        assertThat(run("efficiency", "--help")).isZero();
        assertThat(out.toString())
                .contains("wattledger fit alpha-flops timings.csv --floor")
                .contains("H,W,Cin,Cout,K1,K2,time_ms")
                .contains("--peak-tflops=N")
                .contains(String.join(", ", FittedLaw.OPERATIONS));
    }

    private int run(String... args) {
        return new CommandLine(FitCommand.class)
                .setUsageHelpWidth(110)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setExecutionExceptionHandler((e, command, parsed) -> Failures.report(e, command))
                .execute(args);
    }

    private JsonNode json() throws IOException {
        return new ObjectMapper().readTree(out.toString());
    }

    private Path timings(String more) throws IOException {
        AlphaFlopsCoefficients preset = AlphaFlopsCoefficients.QUADRO_T2000_ASPERTI_2021;
        StringBuilder csv = new StringBuilder(HEADER);
        for (int side : new int[] {1, 2, 5, 14, 50, 200}) {
            for (int kernel : new int[] {1, 3, 5}) {
                for (int channels : new int[] {30, 100, 300}) {
                    double macs = (double) channels * channels * kernel * kernel * side * side;
                    double millis = 1e3 * preset.seconds(macs, kernel, kernel, side * side);
                    csv.append("\"{\"\"GPU\"\": 1, \"\"a\"\": 2}\",%d,%d,%d,%d,%d,%d,%s\n"
                            .formatted(side, side, channels, channels, kernel, kernel, millis));
                }
            }
        }
        return Files.writeString(folder.resolve("timings.csv"), csv + more);
    }

    private Path pairs() throws IOException {
        EfficiencyLaw law = new EfficiencyLaw(68.22, 8.5, 0.7);
        StringBuilder csv = new StringBuilder("name,flops,seconds\n");
        double flops = 1e8;
        for (int i = 0; i < 35; i++) {
            csv.append("x,%s,%s\n".formatted(flops, law.seconds(new Flops(flops), 156e12)));
            flops *= 1.4;
        }
        return Files.writeString(folder.resolve("pairs.csv"), csv.toString());
    }
}
