package io.wattledger.estimator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wattledger.estimator.cli.GenerationFitted.Validation;
import io.wattledger.estimator.cli.fit.GenerationValidation.Group;
import io.wattledger.estimator.generation.GenerationTerm;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bundled calibration of generators is what the diffusion runs of the ML.ENERGY Benchmark v3.0 give. */
class GenerationReferenceTest {

    private static final String VARIABLE = "WATTLEDGER_REFERENCE_DATA";
    private static final Path BUNDLED =
            Path.of("src/main/resources/io/wattledger/estimator/generation/coefficients.yaml");

    private static GenerationFitted fitted;

    @TempDir
    private Path folder = Path.of("");

    @BeforeAll
    static void calibrate() throws IOException {
        String data = System.getenv(VARIABLE);
        assumeTrue(data != null, VARIABLE + " names no folder with the measurements of ML.ENERGY");
        GenerationKind kind = new GenerationKind();
        fitted = kind.read(kind.referenceFiles().stream()
                        .map(Path.of(String.valueOf(data))::resolve)
                        .toList())
                .calibrate(
                        Optional.empty(), CoefficientsFile.bundledGeneration().fittedOn(), step -> {});
    }

    @Test
    void shouldBeWhatTheMeasurementsGive() throws IOException {
        if (Boolean.getBoolean("wattledger.golden.rewrite")) {
            Path fresh = folder.resolve("fresh.yaml");
            new CoefficientsWriter(fresh, false).write(fitted.coefficients().orElseThrow());
            List<String> about = Files.readAllLines(BUNDLED).stream()
                    .takeWhile(line -> line.startsWith("#"))
                    .toList();
            Files.writeString(BUNDLED, String.join("\n", about) + "\n" + Files.readString(fresh));
        }

        assertThat(fitted.measurements().problems()).isEmpty();
        assertThat(CoefficientsFile.read(BUNDLED).generation()).isEqualTo(fitted.calibration());
    }

    /** From the same rows by another optimiser: 3.07, 5.5, 7.57, and 1.58 on B200. */
    @Test
    void shouldFindTheCoefficientsOfAnotherFit() {
        Map<GenerationTerm, Double> terms = fitted.fitted().terms();

        assertThat(terms.getOrDefault(GenerationTerm.ARITHMETIC, 0.0)).isCloseTo(3.07, within(0.03));
        assertThat(terms.getOrDefault(GenerationTerm.LAUNCHES, 0.0)).isCloseTo(5.5, within(0.1));
        assertThat(terms.getOrDefault(GenerationTerm.EXCHANGE, 0.0)).isCloseTo(7.57, within(0.1));
        assertThat(fitted.fitted().arithmetic().getOrDefault("b200-sxm-180gb", 0.0))
                .isCloseTo(1.58, within(0.02));
    }

    @Test
    void shouldPredictModelsAndFamiliesThatItHasNotSeen() {
        assertThat(fitted.validations()).hasSize(6).allSatisfy(each -> assertThat(each.predictions())
                .hasSize(667));
        assertThat(error(Group.MODEL, false)).isLessThan(20).isCloseTo(15.7, within(0.5));
        assertThat(error(Group.FAMILY, false)).isLessThan(20);
        assertThat(error(Group.MODEL, true)).isLessThan(30);
        assertThat(error(Group.GPU, false)).as("by its specification alone").isBetween(20.0, 50.0);
        for (Validation each : fitted.validations()) {
            if (each.group() != Group.GPU && !each.derived()) {
                assertThat(each.coverage()).as(each.group().label()).isBetween(85.0, 95.0);
            }
        }
    }

    @Test
    void shouldTellItToPeopleProgramsAndThePage() {
        StringWriter text = new StringWriter();
        fitted.print(new PrintWriter(text, true));
        ObjectNode json = fitted.json();
        AccuracyText page = new AccuracyText();
        fitted.writeTo(page);

        assertThat(text.toString()).contains("667 rows", "one model", "arithmetic on b200-sxm-180gb", "90 % range");
        assertThat(json.path("rows").asInt()).isEqualTo(667);
        assertThat(json.path("badRows").asInt()).isZero();
        assertThat(json.path("leftOut")).hasSize(6);
        assertThat(json.toString()).contains("\"ranges\":{\"known\":{\"low\":0.6");
        assertThat(page.toString())
                .startsWith("## Image and video generation: energy of an item\n")
                .contains("| wan2.1-t2v-14b | 94 |", "| met |")
                .doesNotContain("missed", "%n", "%d");
    }

    private static double error(Group group, boolean derived) {
        return fitted.validations().stream()
                .filter(each -> each.group() == group && each.derived() == derived)
                .findFirst()
                .orElseThrow()
                .accuracy()
                .medianAbsolutePercentageError();
    }
}
