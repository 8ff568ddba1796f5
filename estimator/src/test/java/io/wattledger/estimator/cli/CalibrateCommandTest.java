package io.wattledger.estimator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.wattledger.estimator.Architecture;
import io.wattledger.estimator.WeightFormat;
import io.wattledger.estimator.catalogue.GpuCatalogue;
import io.wattledger.estimator.serving.ServedModel;
import io.wattledger.estimator.serving.Serving;
import io.wattledger.estimator.serving.ServingCalibration;
import io.wattledger.estimator.serving.ServingTerm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calibrates to measurements that are made by the bundled coefficients, so that the truth is known. */
class CalibrateCommandTest {

    private static final String HEADER =
            "modelId,totalParamsBillions,activeParamsBillions,architecture,weightPrecision,gpu,gpuCount,batchSize,inputTokens,outputTokens,acceleratorJoulesPerOutputToken,series,stack\n";

    private static final ServingCalibration TRUTH = CoefficientsFile.bundledServing();

    @TempDir
    Path folder;

    private final Ran command = new Ran(CalibrateCommand.class);

    private static String row(
            String series, double total, double active, WeightFormat format, int gpus, double batch, double factor) {
        Architecture architecture = active < total ? Architecture.MOE : Architecture.DENSE;
        Serving serving = new Serving(
                ServedModel.derived("m", total * 1e9, active * 1e9, architecture, format),
                GpuCatalogue.bundled().require("h100"),
                gpus,
                batch,
                300,
                500,
                false);
        return String.format(
                Locale.ROOT,
                "own/%s-%s,%s,%s,%s,%s,h100,%d,%s,300,500,%s,%s,%s%n",
                series,
                total,
                total,
                active,
                architecture.label(),
                format.label(),
                gpus,
                batch,
                factor * TRUTH.joulesPerOutputToken(serving),
                series,
                factor == 1 ? "now" : "then");
    }

    static String rows() {
        StringBuilder rows = new StringBuilder(HEADER);
        for (double batch : new double[] {8, 16, 64, 256, 1024}) {
            for (int gpus : new int[] {1, 2, 4, 8}) {
                rows.append(row("aleph", 8, 8, WeightFormat.BFLOAT16, gpus, batch, 1));
                rows.append(row("aleph", 70, 70, WeightFormat.FP8, gpus, batch, 1));
                rows.append(row("beth", 14, 14, WeightFormat.BFLOAT16, gpus, batch, 1));
                rows.append(row("gimel", 100, 10, WeightFormat.BFLOAT16, gpus, batch, 1));
                rows.append(row("daleth", 200, 20, WeightFormat.FP8, gpus, batch, 1));
                rows.append(row("he", 30, 30, WeightFormat.BFLOAT16, gpus, batch, 2));
            }
        }
        return rows.toString();
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("measured.csv"), text);
    }

    @Test
    void shouldFindWhatTheMeasurementsWereMadeOf() throws IOException {
        Path out = folder.resolve("coefficients.yaml");

        int status = command.run(file(rows()).toString(), "--out", out.toString());

        assertThat(status).as(command.err()).isZero();
        assertThat(command.out()).contains("measured.csv", "now", "then", "one family", "derived");
        ServingCalibration read = CoefficientsFile.read(out).serving().orElseThrow();
        assertThat(read.stack()).isEqualTo("now");
        assertThat(read.sources()).anySatisfy(source -> {
            assertThat(source.stack()).isEqualTo("then");
            assertThat(source.factor()).isCloseTo(2, within(0.1));
        });
        for (ServingTerm term : new ServingTerm[] {ServingTerm.WEIGHTS, ServingTerm.TOKEN, ServingTerm.LAYER}) {
            double truth = TRUTH.coefficients().getOrDefault(term, 0.0);
            assertThat(read.coefficients().get(term)).as(term.label()).isCloseTo(truth, within(0.15 * truth));
        }
        assertThat(read.known().low()).isBetween(0.5, 1.0);
        assertThat(read.known().high()).isBetween(1.0, 2.0);
    }

    @Test
    void shouldEstimateByTheFileThatItWrote() throws IOException {
        Path out = folder.resolve("coefficients.yaml");
        command.run(file(rows()).toString(), "--out", out.toString());
        Ran estimate = new Ran(EstimateCommand.class);

        int status = estimate.run(
                "--model",
                "ours",
                "--total-params",
                "14",
                "--gpu",
                "h100",
                "--batch",
                "64",
                "--output-tokens",
                "500",
                "--input-tokens",
                "300",
                "--coefficients",
                out.toString(),
                "--json");

        assertThat(status).as(estimate.err()).isZero();
        assertThat(new ObjectMapper()
                        .readTree(estimate.out())
                        .at("/calibratedOn")
                        .asText())
                .endsWith(", now");
    }

    @Test
    void shouldTellWhichRowsAreBadAndUseTheOthers() throws IOException {
        int status = command.run(file(rows() + "own/x,8,8,dense,bfloat16,h100,1,none,1,1,1,x,now\n")
                .toString());

        assertThat(status).isEqualTo(1);
        assertThat(command.err()).contains("measured.csv, line 122: batchSize is 'none': not a number");
        assertThat(command.out()).contains("one family");
    }

    @Test
    void shouldSayThatThereAreTooFewFamiliesForARange() throws IOException {
        Path out = folder.resolve("coefficients.yaml");
        StringBuilder rows = new StringBuilder(HEADER);
        for (double batch : new double[] {8, 64, 512}) {
            rows.append(row("aleph", 8, 8, WeightFormat.BFLOAT16, 1, batch, 1));
        }

        int status = command.run(file(rows.toString()).toString(), "--out", out.toString());

        assertThat(status).isEqualTo(1);
        assertThat(command.err()).contains("1 of the families that a range needs: 3");
        assertThat(out).doesNotExist();
    }

    @Test
    void shouldRefuseWhatCannotBe() throws IOException {
        assertThat(command.run()).isEqualTo(2);
        assertThat(command.err()).contains("name a file of measurements");
        assertThat(command.run(folder.resolve("none.csv").toString())).isEqualTo(2);
        assertThat(command.err()).contains("there is no file");
        assertThat(command.run(file("").toString())).isEqualTo(2);
        assertThat(command.err()).contains("is empty; begin with a header of the columns");
        assertThat(command.run(file("a,b\n1,2\n").toString())).isEqualTo(2);
        assertThat(command.err()).contains("no column acceleratorJoulesPerOutputToken, infer_samples_per_sec");
        assertThat(command.run(file(rows()).toString(), "--stack", "tomorrow")).isEqualTo(2);
        assertThat(command.err()).contains("--stack 'tomorrow' is in no row; the files have 'now', 'then'");
    }

    /** One point for each row of the stack: 100 of those that were measured now. */
    @Test
    void shouldDrawWhatWasPredictedAgainstWhatWasMeasured() throws IOException {
        Path picture = folder.resolve("measured.svg");

        int status = command.run(file(rows()).toString(), "--stack", "now", "--chart", picture.toString());

        assertThat(status).as(command.err()).isZero();
        String svg = Files.readString(picture);
        assertThat(svg)
                .startsWith("<svg ")
                .contains("measured joules per output token", "predicted joules per output token")
                .contains("aleph dense", "beth dense", "gimel moe", "daleth moe")
                .doesNotContain("he dense");
        assertThat(svg.split("<title>own/aleph-8.0, 2 × h100-sxm5-80gb, batch 64", -1))
                .hasSize(2);
    }

    @Test
    void shouldDrawNothingOfTooFewFamilies() throws IOException {
        Path picture = folder.resolve("measured.svg");
        String few = HEADER
                + row("aleph", 8, 8, WeightFormat.BFLOAT16, 1, 8, 1)
                + row("aleph", 8, 8, WeightFormat.BFLOAT16, 1, 64, 1);

        int status = command.run(file(few).toString(), "--chart", picture.toString());

        assertThat(status).isEqualTo(1);
        assertThat(picture).doesNotExist();
    }
}
