package io.wattledger.estimator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.method.AlphaFlopsCoefficients;
import io.wattledger.estimator.method.AlphaFlopsCoefficients.Pair;
import io.wattledger.estimator.method.EfficiencyLaw;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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
            value = {
                "unaryBeta: 0.02 | unaryBeta: 1 | unaryBeta is '1'; a number above 0 and below 1 is needed",
                "unaryBeta: 0.02 | unaryBetta: 0.02 | unaryBeta is missing",
                "unaryGamma: 1 | unaryGamma: 1.1 | unaryGamma is '1.1'; a number above 0 and at most 1 is needed",
                "floorMillis: 0 | floorMillis: -1 | floorMillis is '-1'; a number of 0 or more is needed",
                "millisPerMegaMac: 0.0375 | millisPerMegaMac: .inf | millisPerMegaMac is 'Infinity'; a number above 0 is"
                        + " needed",
                "rSquared: 0.98 | rSquared: good | rSquared is 'good'; a number of 1 or less is needed",
                "fittedOn: 2026-11-21 | fittedOn: today | fittedOn is 'today'; a date is needed, as in 2026-11-21",
                "hardware: card | hardware: 7 | hardware is '7'; a text is needed",
                "kind: alpha-flops | kind: alpha | kind is 'alpha'; write alpha-flops or efficiency",
                "floorMillis: 0 | floor: 0 | floorMillis is missing",
                "hardware: card | hardware: | hardware is ''; a text is needed",
            })
    void shouldNameFileEntryAndField(String right, String wrong, String message) {
        assertRefused(EFFICIENCY + ALPHA_FLOPS.replace(right, wrong), "entry 2: " + message);
    }

    @Test
    void shouldRefuseWhatItDoesNotKnow() {
        assertRefused(ALPHA_FLOPS + "  colour: red\n", "entry 1: colour: no such field here; remove it");
        assertRefused(
                EFFICIENCY.replace("projections", "gate"),
                "entry 1: operation is 'gate'; write one of projections, attention-scores, attention-output, gates,"
                        + " hidden-update, cell-update, activations");
        assertRefused(ALPHA_FLOPS + ALPHA_FLOPS, "entry 2: kind is alpha-flops a second time; keep one of the entries");
        assertRefused(
                EFFICIENCY + EFFICIENCY,
                "entry 2: operation is projections on card a second time; keep one of the entries");
        assertRefused("- \n", "entry 1: a mapping of fields is needed, as in 'kind: efficiency'");
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
                .hasMessageContaining("duplicate key kind");
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

    private void assertRefused(String text, String message) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(EstimateException.class)
                .hasMessage(folder.resolve("c.yaml") + ": " + message);
    }

    private CoefficientsFile read(String text) throws IOException {
        Path file = folder.resolve("c.yaml");
        Files.writeString(file, text);
        return CoefficientsFile.read(file);
    }
}
