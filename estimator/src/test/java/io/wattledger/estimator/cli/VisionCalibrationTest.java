package io.wattledger.estimator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wattledger.estimator.network.Family;
import io.wattledger.estimator.vision.GpuSpeed;
import io.wattledger.estimator.vision.ImageWork;
import io.wattledger.estimator.vision.VisionCalibration;
import io.wattledger.estimator.vision.VisionCalibrations;
import io.wattledger.estimator.vision.VisionConstants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calibrates to images per second that are made by known constants. */
class VisionCalibrationTest {

    private static final String HEADER =
            "model,infer_img_size,infer_samples_per_sec,infer_step_time,infer_batch_size,param_count,infer_gmacs,infer_macts\n";
    private static final String NAME = "benchmark-infer-amp-nchw-pt240-cu124-rtx3090.csv";
    private static final VisionConstants TRUTH =
            VisionCalibrations.simple().gpus().values().iterator().next().constants();
    private static final GpuSpeed SPEED = new GpuSpeed(71e12, 936e9);

    @TempDir
    Path folder;

    private final Ran command = new Ran(CalibrateCommand.class);

    private static String rows() {
        Random random = new Random(7);
        StringBuilder rows = new StringBuilder(HEADER);
        String[] families = {"resnet", "regnetx", "vgg", "vit", "deit", "beit", "swin", "coatnet", "maxvit"};
        for (int i = 0; i < 360; i++) {
            String model = families[i % families.length] + "_" + i + ".some_weights";
            double gigaMacs = Math.exp(4 * random.nextDouble() - 1);
            double millions = 10 * Math.pow(gigaMacs, 0.6) * Math.exp(random.nextDouble());
            int batch = i % 5 == 0 ? 16 : 1024;
            ImageWork work =
                    new ImageWork(2e9 * gigaMacs, OptionalDouble.of(1e6 * millions), 25e6, TimmNames.family(model));
            rows.append(String.format(
                    Locale.ROOT,
                    "%s,224,%s,1,%d,25,%s,%s%n",
                    model,
                    1 / TRUTH.time(work, SPEED, batch).total(),
                    batch,
                    gigaMacs,
                    millions));
        }
        return rows.toString();
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void shouldFindTheConstantsThatTheMeasurementsWereMadeOf() throws IOException {
        Path out = folder.resolve("vision.yaml");

        int status = command.run(file(NAME, rows()), "--out", out.toString());

        assertThat(status).as(command.err()).isZero();
        assertThat(command.out()).contains(NAME, "rtx-3090-24gb", "PyTorch 2.4, CUDA 12.4, AMP, NCHW", "derived");
        VisionCalibration read = CoefficientsFile.read(out).vision().orElseThrow();
        VisionConstants found =
                Objects.requireNonNull(read.gpus().get("rtx-3090-24gb")).constants();
        for (Family family : ImageWork.families()) {
            assertThat(found.arithmetic().get(family)).as(family.label()).isCloseTo(1, within(0.02));
            assertThat(found.memory().get(family)).as(family.label()).isCloseTo(8, within(0.15));
        }
        assertThat(found.launchSeconds()).isCloseTo(0.010, within(0.0002));
        assertThat(read.batch()).isEqualTo(1024);
        assertThat(Objects.requireNonNull(read.activations().get(Family.CNN)).exponent())
                .isCloseTo(0.6, within(0.1));
    }

    @Test
    void shouldEstimateByTheFileThatItWrote() throws IOException {
        Path out = folder.resolve("vision.yaml");
        command.run(file(NAME, rows()), "--out", out.toString());
        Ran estimate = new Ran(EstimateCommand.class);

        int status =
                estimate.run("--model", "resnet50", "--gpu", "rtx-3090", "--coefficients", out.toString(), "--json");

        assertThat(status).as(estimate.err()).isZero();
        JsonNode json = new ObjectMapper().readTree(estimate.out());
        assertThat(json.at("/method").asText()).isEqualTo("roofline-in-vision");
        assertThat(json.at("/calibratedOn").asText()).endsWith(", PyTorch 2.4, CUDA 12.4, AMP, NCHW");
    }

    @Test
    void shouldPrintTheSameAsJson() throws IOException {
        int status = command.run(file(NAME, rows()), "--json");

        assertThat(status).as(command.err()).isZero();
        JsonNode json = new ObjectMapper().readTree(command.out());
        assertThat(json.at("/kind").asText()).isEqualTo("roofline-in-vision");
        assertThat(json.at("/rows").asInt()).isEqualTo(360);
        assertThat(json.at("/leftOut")).hasSize(2);
        assertThat(json.at("/leftOut/0/medianAbsolutePercentageError").asDouble())
                .isLessThan(1);
        assertThat(json.at("/coefficients/batch").asInt()).isEqualTo(1024);
    }

    @Test
    void shouldTellWhichRowsAreBadAndLeaveOutWhatNobodyCounted() throws IOException {
        int status = command.run(file(
                NAME,
                rows() + "resnet_a,224,none,1,1024,25,4,11\nresnet_b,224,100,1,1024,25,,\n"
                        + "resnet_c,224,100,1,1024,25,0.0,0.1\n"));

        assertThat(status).isEqualTo(1);
        assertThat(command.err().lines().filter(line -> line.contains(NAME + ", line")))
                .singleElement()
                .asString()
                .endsWith("line 362: infer_samples_per_sec is 'none': not a number");
        assertThat(command.out()).containsPattern("rtx-3090-24gb +360 +2");
    }

    @Test
    void shouldCalibrateOneKindAtATime() throws IOException {
        String language = file("measured.csv", String.join(",", OwnMeasurements.COLUMNS) + "\n");

        int status = command.run(file(NAME, rows()), language);

        assertThat(status).isEqualTo(2);
        assertThat(command.err())
                .contains("the files are of served language models and of vision models; calibrate one kind at a time");
    }

    @Test
    void shouldRefuseWhatItCannotPlace() throws IOException {
        assertThat(command.run(file("benchmark.csv", rows()))).isEqualTo(2);
        assertThat(command.err()).contains("benchmark.csv: its name must tell GPU and software");
        assertThat(command.run(file(NAME.replace("rtx3090", "rtx9999"), rows())))
                .isEqualTo(2);
        assertThat(command.err()).contains("rtx9999");
        assertThat(command.run(file(NAME, rows()), "--stack", "tomorrow")).isEqualTo(2);
        assertThat(command.err())
                .contains("--stack 'tomorrow' is of no file; the files have 'PyTorch 2.4, CUDA 12.4, AMP, NCHW'");
        assertThat(command.run(file(NAME, rows()), file(NAME.replace("pt240", "pt250"), rows())))
                .isEqualTo(2);
        assertThat(command.err()).contains("the files are of several stacks");
    }

    @Test
    void shouldSayThatThereAreTooFewFamiliesOrRows() throws IOException {
        String few = rows().lines()
                .filter(line -> line.startsWith("model") || line.startsWith("vit_") || line.startsWith("vgg_"))
                .reduce("", (all, line) -> all + line + "\n");
        Path out = folder.resolve("vision.yaml");

        assertThat(command.run(file(NAME, few), "--out", out.toString())).isEqualTo(1);
        assertThat(command.err()).contains("2 of the families that a range needs: 3");
        assertThat(out).doesNotExist();
        assertThat(command.run(file(NAME, HEADER + "vgg_a,224,100,1,1024,25,1,1\n")))
                .isEqualTo(1);
        assertThat(command.err()).contains("1 rows cannot settle 7 constants");
    }

    /** Names of timm's results; the classes are what their papers say. */
    @ParameterizedTest
    @CsvSource({
        "tf_efficientnet_b0.ns_jft_in1k, efficientnet, cnn",
        "legacy_seresnet50, seresnet, cnn",
        "res2net50_26w_4s, resnet, cnn",
        "cs3darknet_l, cspdarknetdarknet, cnn",
        "convnext_tiny, convnext, cnn",
        "vit_base_patch16_224, vit, vision-transformer",
        "mixer_b16_224, mixer, vision-transformer",
        "vit_base_r50_s16_224, vit, vision-hybrid",
        "swin_tiny_patch4_window7_224, swin, vision-hybrid",
        "mobilevit_s, mobilevit, vision-hybrid",
    })
    void shouldTellFamilyAndKindByTheName(String model, String series, String family) {
        assertThat(TimmNames.series(model)).isEqualTo(series);
        assertThat(TimmNames.family(model).label()).isEqualTo(family);
    }
}
