package io.wattledger.estimator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.catalogue.GenerationModel;
import io.wattledger.estimator.catalogue.GenerationModels;
import io.wattledger.estimator.catalogue.GpuCatalogue;
import io.wattledger.estimator.cli.fit.GenerationRow;
import io.wattledger.estimator.generation.GenerationCalibration;
import io.wattledger.estimator.generation.GenerationTask;
import io.wattledger.estimator.generation.GenerationTerm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerationMeasurementsTest {

    private static final String HEADER =
            "modelId,gpu,gpuCount,batchSize,steps,width,height,frames,acceleratorJoulesPerItem,stack\n";
    private static final LocalDate DAY = LocalDate.of(2026, 11, 29);

    @TempDir
    private Path folder = Path.of("");

    private GenerationMeasurements read(String text) throws IOException {
        return GenerationMeasurements.read(List.of(Files.writeString(folder.resolve("m.csv"), text)));
    }

    @Test
    void shouldReadOurOwnColumnsWithTheModelsDefaults() throws IOException {
        GenerationMeasurements read = read(HEADER + "wan2.1-t2v-14b,h100,2,1,,,,,9000,ours\n");

        GenerationRow row = read.rows().get(0);
        assertThat(row.task().steps()).isEqualTo(50);
        assertThat(row.task().tokens()).isEqualTo(32760);
        assertThat(row.task().gpuCount()).isEqualTo(2);
        assertThat(row.stack()).isEqualTo("ours");
        assertThat(read.line()).isEqualTo("m.csv, 1 rows");
    }

    @Test
    void shouldGoOnBehindABadLine() throws IOException {
        GenerationMeasurements read = read(HEADER
                + "sdxl,h100,1,1,,,,,900,ours\nflux.1-dev,h100,1,1,,,,,none,ours\nflux.1-dev,h100,1,1,,,,,900,ours\n");

        assertThat(read.rows()).hasSize(1);
        assertThat(read.problems()).hasSize(2);
        assertThat(read.problems().get(0)).contains("line 2: sdxl is no image or video generator");
        assertThat(read.problems().get(1)).contains("acceleratorJoulesPerItem is 'none': not a number");
    }

    @Test
    void shouldRefuseAFileOfAnotherKind() {
        assertThatThrownBy(() -> read("a,b\n1,2\n"))
                .isInstanceOf(EstimateException.class)
                .hasMessageContaining("line 1: no column acceleratorJoulesPerItem");
    }

    @Test
    void shouldCalibrateToRowsOfOneStack() throws IOException {
        GenerationCalibration truth = CoefficientsFile.bundledGeneration();
        StringBuilder rows = new StringBuilder(HEADER);
        for (String name : List.of("pixart-sigma", "sd3.5-large", "wan2.1-t2v-1.3b", "cogvideox1.5-5b")) {
            GenerationModel model = GenerationModels.bundled().find(name).orElseThrow();
            for (int gpus : new int[] {1, 2, 8}) {
                for (int batch : new int[] {1, 4, 16}) {
                    GenerationTask task = new GenerationTask(
                            model,
                            GpuCatalogue.bundled().require("h100"),
                            gpus,
                            batch,
                            model.steps(),
                            model.width(),
                            model.height(),
                            model.frames());
                    double joules = truth.coefficients().joulesPerItem(task);
                    rows.append("%s,h100,%d,%d,,,,,%s,ours%n".formatted(name, gpus, batch, joules));
                }
            }
        }

        GenerationFitted fitted = read(rows.toString()).calibrate(Optional.empty(), DAY, step -> {});

        assertThat(fitted.calibration().orElseThrow().stack()).isEqualTo("ours");
        assertThat(fitted.fitted().terms().getOrDefault(GenerationTerm.ARITHMETIC, 0.0))
                .isCloseTo(3.07, within(0.1));
        assertThat(fitted.validations())
                .as("models and families, known and derived; one GPU")
                .hasSize(4);
        Path file = folder.resolve("own.yaml");
        new CoefficientsWriter(file, false).write(fitted.coefficients().orElseThrow());
        assertThat(CoefficientsFile.read(file).generation()).isEqualTo(fitted.calibration());
    }

    @Test
    void shouldTellNoRangeFromTooFewModels() throws IOException {
        StringBuilder rows = new StringBuilder(HEADER);
        for (int batch = 1; batch <= 8; batch++) {
            rows.append("flux.1-dev,h100,1,%d,,,,,%d,ours%n".formatted(batch, 20_000 / batch + 10_000));
        }

        GenerationFitted fitted = read(rows.toString()).calibrate(Optional.empty(), DAY, step -> {});

        assertThat(fitted.coefficients()).isEmpty();
        assertThat(fitted.tooFew()).startsWith("1 of the models that a range needs: 3");
    }

    @Test
    void shouldAskWhichOfSeveralStacks() throws IOException {
        GenerationMeasurements read =
                read(HEADER + "flux.1-dev,h100,1,1,,,,,900,one\nflux.1-dev,h100,1,1,,,,,900,two\n");

        assertThatThrownBy(() -> read.calibrate(Optional.empty(), DAY, step -> {}))
                .hasMessage("the rows are of several stacks, 'one', 'two'; choose one with --stack");
        assertThatThrownBy(() -> read.calibrate(Optional.of("three"), DAY, step -> {}))
                .hasMessageContaining("--stack 'three' is of no row");
    }
}
