package io.wattledger.estimator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wattledger.estimator.serving.ServingCalibration;
import io.wattledger.estimator.serving.ServingTerm;
import io.wattledger.estimator.trend.chart.Chart;
import io.wattledger.estimator.trend.chart.SvgChart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The bundled calibration and its page are what the measurements give. */
class AccuracyPageTest {

    private static final String VARIABLE = "WATTLEDGER_REFERENCE_DATA";
    private static final Path PAGE = Path.of("..", "docs", "accuracy.md");

    private static List<CalibrationResult> results = List.of();

    @BeforeAll
    static void calibrate() throws IOException {
        String folder = System.getenv(VARIABLE);
        assumeTrue(folder != null, VARIABLE + " names no folder with the measurements of ML.ENERGY and timm");
        List<CalibrationResult> all = new ArrayList<>();
        for (Map.Entry<CalibrationKind, List<Path>> kind :
                CalibrationKind.reference(Path.of(folder)).entrySet()) {
            LocalDate fittedOn = kind.getKey() instanceof VisionKind
                    ? CoefficientsFile.bundledVision().fittedOn()
                    : CoefficientsFile.bundledServing().fittedOn();
            all.add(kind.getKey().read(kind.getValue()).calibrate(Optional.empty(), fittedOn, step -> {}));
        }
        results = all;
    }

    private static <T> T result(Class<T> kind) {
        return results.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shouldBeWhatTheMeasurementsGive() {
        ServingCalibration bundled = CoefficientsFile.bundledServing();
        ServingCalibration fresh =
                result(Calibration.class).entry().orElseThrow().calibration();

        for (Map.Entry<ServingTerm, Double> each : fresh.coefficients().entrySet()) {
            assertThat(bundled.coefficients().get(each.getKey()))
                    .as(each.getKey().label())
                    .isEqualTo(each.getValue());
        }
        assertThat(bundled).isEqualTo(fresh);
    }

    @Test
    void shouldBundleWhatTheImagesGive() {
        assertThat(CoefficientsFile.bundledVision())
                .isEqualTo(result(VisionFitted.class).calibration().orElseThrow());
    }

    @Test
    void shouldBundleWhatTheGeneratorsGive() {
        assertThat(CoefficientsFile.bundledGeneration())
                .isEqualTo(result(GenerationFitted.class).calibration().orElseThrow());
    }

    @Test
    void shouldMeetTheGoalsWhereActivationsOrShapesAreKnown() {
        String page = AccuracyPage.markdown(results);

        assertThat(page.lines().filter(line -> line.endsWith("| met |"))).hasSize(5 + 7 + 2);
        assertThat(page.lines().filter(line -> line.endsWith("| **missed** |")))
                .singleElement()
                .asString()
                .contains("median error at most 25 %", "derived", "rtx-4090-24gb");
    }

    @Test
    void shouldHoldThePage() throws IOException {
        String page = AccuracyPage.markdown(results);
        hold(PAGE, page);
        for (CalibrationResult result : results) {
            Chart chart = result.chart().orElseThrow();
            hold(PAGE.resolveSibling(AccuracyText.file(chart)), SvgChart.of(chart));
        }
    }

    private static void hold(Path file, String content) throws IOException {
        if (Boolean.getBoolean("wattledger.golden.rewrite")) {
            Files.writeString(file, content);
        }

        assertThat(Files.readString(file))
                .as("%s; -Dwattledger.golden.rewrite=true rewrites it", file)
                .isEqualTo(content);
    }
}
