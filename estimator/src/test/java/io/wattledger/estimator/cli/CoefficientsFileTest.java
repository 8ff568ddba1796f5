package io.wattledger.estimator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.method.AlphaFlopsCoefficients;
import io.wattledger.estimator.method.AlphaFlopsCoefficients.Pair;
import io.wattledger.estimator.method.EfficiencyLaw;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoefficientsFileTest {

    private static final String ALPHA_FLOPS = """
            - kind: alpha-flops
              hardware: card
              fittedOn: 2026-11-21
              source: timings.csv, 40 rows
              rSquared: 0.98
              unaryBeta: 0.02
              unaryGamma: 1
              largerBeta: 1.0E-4
              largerGamma: 0.56
              millisPerMegaMac: 0.0375
              floorMillis: 0
            """;
    private static final String EFFICIENCY = """
            - kind: efficiency
              hardware: card
              fittedOn: 2026-11-21
              source: pairs.csv, 30 rows
              rSquared: 0.99
              operation: projections
              peakTflops: 156
              maxPercent: 68.22
              k: 8.5
              alpha: 0.7
            """;

    @TempDir
    private Path folder;

    @Test
    void shouldReadJoinedFits() throws IOException {
        CoefficientsFile file = read(EFFICIENCY + ALPHA_FLOPS + EFFICIENCY.replace("projections", "gates"));

        assertThat(file.alphaFlops())
                .contains(new AlphaFlopsCoefficients(
                        new Pair(0.02, 1),
                        new Pair(1e-4, 0.56),
                        0.0375,
                        0,
                        "card",
                        "timings.csv, 40 rows",
                        "2026-11-21"));
        assertThat(file.laws()).extracting(FittedLaw::operation).containsExactly("projections", "gates");
        assertThat(file.laws().get(0))
                .isEqualTo(new FittedLaw(
                        "projections",
                        new EfficiencyLaw(68.22, 8.5, 0.7),
                        156,
                        "card",
                        "pairs.csv, 30 rows",
                        "2026-11-21"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "unaryBeta: 0.02 | unaryBeta: 1 | 16 | unaryBeta: '1' must be a number above 0 and below 1",
                "unaryBeta: 0.02 | unaryBeta: '0.02' | 16 | unaryBeta: '0.02' must be a number above 0 and below 1",
                "unaryBeta: 0.02 | unaryBetta: 0.02 | 11 | unaryBeta: missing; add it",
                "unaryBeta: 0.02 | unaryBetta: 0.02 | 16 | unaryBetta: unknown; did you mean unaryBeta? The keys are kind,"
                        + " hardware, fittedOn, source, rSquared, unaryBeta, unaryGamma, largerBeta, largerGamma,"
                        + " millisPerMegaMac, floorMillis",
                "unaryGamma: 1 | unaryGamma: 1.1 | 17 | unaryGamma: '1.1' must be a number above 0 and at most 1",
                "floorMillis: 0 | floorMillis: -1 | 21 | floorMillis: '-1' must be a number of 0 or more",
                "millisPerMegaMac: 0.0375 | millisPerMegaMac: .inf | 20 | millisPerMegaMac: '.inf' must be a number above 0",
                "rSquared: 0.98 | rSquared: good | 15 | rSquared: 'good' must be a number of 1 or less",
                "fittedOn: 2026-11-21 | fittedOn: today | 13 | fittedOn: 'today' must be a date, as in 2026-11-21",
                "hardware: card | hardware: 7 | 12 | hardware: '7' must be a text; a number needs quotes to be one",
                "kind: alpha-flops | kind: alpha | 11 | kind: 'alpha' is none; write alpha-flops, efficiency, roofline-in-serving, roofline-in-vision or generation-steps",
                "floorMillis: 0 | floor: 0 | 11 | floorMillis: missing; add it",
                "hardware: card | hardware: | 12 | hardware: is empty; fill it in, or leave the key out if it may be",
                "unaryBeta: 0.02 | k: 0.02 | 16 | k: unknown; the keys are kind, hardware, fittedOn, source, rSquared,"
                        + " unaryBeta, unaryGamma, largerBeta, largerGamma, millisPerMegaMac, floorMillis",
            })
    void shouldNameFileLineEntryAndField(String right, String wrong, int line, String message) {
        assertThat(problems(EFFICIENCY + ALPHA_FLOPS.replace(right, wrong)))
                .contains(place(line) + "[1]." + message)
                .hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void shouldRefuseWhatItDoesNotKnow() {
        assertThat(problems(ALPHA_FLOPS + "  colour: red\n"))
                .singleElement()
                .asString()
                .startsWith(place(12) + "[0].colour: unknown; the keys are kind, hardware,");
        assertThat(problems(EFFICIENCY.replace("projections", "gate")))
                .containsExactly(place(6)
                        + "[0].operation: 'gate' is none; write one of projections, attention-scores, attention-output,"
                        + " gates, hidden-update, cell-update, activations");
        assertThat(problems(ALPHA_FLOPS + ALPHA_FLOPS))
                .containsExactly(
                        place(12) + "[1].kind: alpha-flops is also at " + place(1) + "[0]; keep one of the entries");
        assertThat(problems(EFFICIENCY + EFFICIENCY))
                .containsExactly(place(16) + "[1].operation: projections on card is also at " + place(1)
                        + "[0]; keep one of the entries");
        assertThat(problems("- \n"))
                .containsExactly(place(1) + "[0]: must be a mapping of fields, as in 'kind: efficiency'");
    }

    @Test
    void shouldReportAllProblemsAtOnceWithLineAndPath() {
        assertThat(problems(EFFICIENCY.replace("alpha: 0.7", "alfa: 0.7").replace("2026-11-21", "soon")
                        + ALPHA_FLOPS.replace("0.56", "1.56").replace("floorMillis: 0", "floorMillis: [0]")
                        + "- kind: law\n"))
                .contains(
                        place(3) + "[0].fittedOn: 'soon' must be a date, as in 2026-11-21",
                        place(10)
                                + "[0].alfa: unknown; did you mean alpha? The keys are kind, hardware, fittedOn, source,"
                                + " rSquared, operation, peakTflops, maxPercent, k, alpha",
                        place(1) + "[0].alpha: missing; add it",
                        place(19) + "[1].largerGamma: '1.56' must be a number above 0 and at most 1",
                        place(21) + "[1].floorMillis: must be a number of 0 or more",
                        place(22)
                                + "[2].kind: 'law' is none; write alpha-flops, efficiency, roofline-in-serving, roofline-in-vision or generation-steps");
    }

    @ParameterizedTest
    @CsvSource({"''", "'kind: efficiency'", "'[]'", "'text'"})
    void shouldRefuseWhatIsNoList(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(EstimateException.class)
                .hasMessageContaining("a list of fits is needed");
    }

    @Test
    void shouldRefuseWhatIsNoYaml() {
        assertThatThrownBy(() -> read("- kind: [")).hasMessageContaining("c.yaml: not YAML");
        assertThatThrownBy(() -> read("- kind: efficiency\n  kind: efficiency\n"))
                .hasMessageContaining(place(2) + "[0].kind: written twice; remove one");
        assertThatThrownBy(() -> {
                    Files.write(folder.resolve("c.yaml"), new byte[] {(byte) 0xFF, 0});
                    CoefficientsFile.read(folder.resolve("c.yaml"));
                })
                .hasMessageContaining("not text in UTF-8");
    }

    @Test
    void shouldNotReplaceAFileUnlessForced() throws IOException {
        Path file = folder.resolve("out.yaml");
        Map<String, Object> entry = new LinkedHashMap<>(Map.of("kind", "efficiency"));
        new CoefficientsWriter(file, false).write(entry);

        assertThatThrownBy(() -> new CoefficientsWriter(file, false).requireWritable())
                .isInstanceOf(EstimateException.class)
                .hasMessageContaining("is there already");
        assertThatThrownBy(() -> new CoefficientsWriter(file, false).write(Map.of("kind", "other")))
                .isInstanceOf(EstimateException.class);
        assertThat(file).hasContent("- kind: efficiency");
        new CoefficientsWriter(file, true).write(Map.of("kind", "other"));

        assertThat(file).hasContent("- kind: other");
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    }

    private List<String> problems(String text) {
        Throwable thrown = catchThrowable(() -> read(text));
        assertThat(thrown).isInstanceOf(EstimateException.class);
        return String.valueOf(thrown.getMessage()).lines().toList();
    }

    private String place(int line) {
        return folder.resolve("c.yaml") + ", line " + line + ": ";
    }

    private CoefficientsFile read(String text) throws IOException {
        Path file = folder.resolve("c.yaml");
        Files.writeString(file, text);
        return CoefficientsFile.read(file);
    }
}
