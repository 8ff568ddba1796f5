package io.wattledger.estimator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wattledger.estimator.serving.ServingCalibration;
import io.wattledger.estimator.serving.ServingTerm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The bundled calibration and its page are what the measurements give. */
class AccuracyPageTest {

    private static final String VARIABLE = "WATTLEDGER_REFERENCE_DATA";
    private static final Path PAGE = Path.of("..", "docs", "accuracy.md");

    private static Calibration calibration;

    @BeforeAll
    static void calibrate() throws IOException {
        String folder = System.getenv(VARIABLE);
        assumeTrue(folder != null, VARIABLE + " names no folder with the measurements of ML.ENERGY");
        Measurements measurements = Measurements.read(
                CalibrateCommand.FILES.stream().map(Path.of(folder)::resolve).toList());
        calibration = Calibration.of(
                measurements,
                measurements.mainStack(),
                CoefficientsFile.bundledServing().fittedOn(),
                step -> {});
    }

    @Test
    void shouldBeWhatTheMeasurementsGive() {
        ServingCalibration bundled = CoefficientsFile.bundledServing();
        ServingCalibration fresh = calibration.entry().orElseThrow().calibration();

        for (Map.Entry<ServingTerm, Double> each : fresh.coefficients().entrySet()) {
            assertThat(bundled.coefficients().get(each.getKey()))
                    .as(each.getKey().label())
                    .isEqualTo(each.getValue());
        }
        assertThat(bundled).isEqualTo(fresh);
    }

    @Test
    void shouldMeetTheGoals() {
        String page = AccuracyPage.markdown(calibration);

        assertThat(page.lines().filter(line -> line.endsWith("| met |"))).hasSize(5);
        assertThat(page).doesNotContain("missed");
    }

    @Test
    void shouldHoldThePage() throws IOException {
        String page = AccuracyPage.markdown(calibration);
        if (Boolean.getBoolean("wattledger.golden.rewrite")) {
            Files.writeString(PAGE, page);
        }

        assertThat(Files.readString(PAGE))
                .as("docs/accuracy.md; -Dwattledger.golden.rewrite=true rewrites it")
                .isEqualTo(page);
    }
}
