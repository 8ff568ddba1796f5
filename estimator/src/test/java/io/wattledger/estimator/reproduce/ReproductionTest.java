package io.wattledger.estimator.reproduce;

import static io.wattledger.estimator.reproduce.Verdict.NOT_REPRODUCED;
import static io.wattledger.estimator.reproduce.Verdict.REPRODUCED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Verdicts by table. What is computed is checked with numbers worked out by other means, where they are not printed. */
class ReproductionTest {

    private static final Reproduction ALL = Reproduction.of(Optional.empty());

    @Test
    void shouldFindWhatWasFoundBefore() {
        assertThat(ALL.unexpected()).isEmpty();
        assertThat(ALL.figures()).hasSizeGreaterThan(350);
    }

    @Test
    void shouldNameEveryFigureOnce() {
        assertThat(ALL.figures())
                .extracting(figure ->
                        List.of(figure.document(), figure.table(), figure.row(), figure.quantity(), figure.published()))
                .doesNotHaveDuplicates();
    }

    /** Rows of a table that hold; the others do not. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    A | table of section 4.1, measured | 12 | 13
                    B | section 4.1.1     |  2 |  2
                    B | table 4.1         | 14 | 14
                    B | table 5.1         |  8 |  8
                    B | table 5.2         |  7 |  8
                    B | table 5.3         |  8 |  8
                    B | section 5.3       |  2 |  2
                    B | equation 4.1      |  0 |  1
                    B | equation A.3      |  2 |  2
                    B | equation A.12     |  0 |  2
                    B | table B.1         | 48 | 48
                    B | table B.2         | 39 | 39
                    B | table B.3         | 36 | 36
                    B | table B.3, adapted FLOPS | 8 | 8
                    C | figure 1a         |  5 |  5
                    C | figure 2          |  3 |  8
                    C | figure 3a         |  4 |  8
                    D | section 1         |  3 |  3
                    D | table 1 and section 3 | 4 | 4
                    D | table 2 and section 3 | 3 | 3
                    D | table 3           |  8 |  8
                    D | table 4           |  6 |  6
                    D | table 5           | 10 | 10
                    D | table 6           |  2 | 12
                    D | table 8           | 10 | 24
                    D | equation 16       |  1 |  4
                    D | section 5.2       |  2 |  2
                    """)
    void shouldReproduceTable(Document document, String table, int reproduced, int figures) {
        Reproduction own = ALL.only(
                figure -> figure.document() == document && figure.table().equals(table));

        assertThat(own.figures()).hasSize(figures);
        assertThat(own.count(REPRODUCED)).isEqualTo(reproduced);
        assertThat(own.count(NOT_REPRODUCED)).isEqualTo(figures - reproduced);
    }

    /** Table 5.2: 0.010 J is that of the smaller MobileNetV2. */
    @Test
    void shouldShowWhichFlopsTable52TookForMobileNetV2() {
        Figure printed = one(Document.B, "table 5.2", "MobileNetV2 1.4", "energy of an inference");
        Figure smaller =
                one(Document.B, "table 5.2", "MobileNetV2 1.4", "energy of an inference, with MobileNetV2's FLOPs");

        assertThat(printed.verdict()).isEqualTo(NOT_REPRODUCED);
        assertThat(computed(printed)).isCloseTo(0.019, within(5e-4));
        assertThat(smaller.verdict()).isEqualTo(REPRODUCED);
        assertThat(computed(smaller)).isCloseTo(0.0097, within(5e-5));
    }

    /** Table of section 4.1: VGG16 and LSTM are multiply-adds, BERT and GPT-2 twice the parameters for each token. */
    @ParameterizedTest
    @CsvSource({
        "VGG16, FLOPs of a batch, 990.1, NOT_REPRODUCED",
        "VGG16, multiply-adds of a batch, 489.6, REPRODUCED",
        "LSTM, FLOPs of a batch, 8.590, NOT_REPRODUCED",
        "LSTM, multiply-adds of a batch, 4.295, REPRODUCED",
        "GRU, multiply-adds of a batch, 3.221, REPRODUCED",
        "BERT-Medium, FLOPs of a batch, 214.77, NOT_REPRODUCED",
        "BERT-Medium, FLOPs of a batch by parameters, 327.68, REPRODUCED",
        "GPT-2 Medium, FLOPs of a batch, 2947.0, NOT_REPRODUCED",
        "GPT-2 Medium, FLOPs of a batch by parameters, 2826.2, REPRODUCED",
        "GPT-2 Medium, FLOPs of a training step, 8490, REPRODUCED",
        "VGG16, energy of a batch, 18.92, NOT_REPRODUCED",
        "GPT-2 Medium, memory, 7.913, NOT_REPRODUCED"
    })
    void shouldTellWhatTheTableOfDocumentACounts(String row, String quantity, double computed, Verdict verdict) {
        Figure figure = one(Document.A, "table of section 4.1", row, quantity);

        assertThat(figure.verdict()).isEqualTo(verdict);
        assertThat(computed(figure)).isCloseTo(computed, within(1e-3 * computed));
    }

    /** Section 3.2: 2n²d + 12nd² for 8 and 12 layers of 512, and 24 of 1024. */
    @Test
    void shouldNotGetTheTransformersOfDocumentAByItsFormula() {
        assertThat(ALL.only(figure -> figure.table().equals("section 3.2")).figures())
                .filteredOn(figure -> figure.quantity().contains("formula"))
                .allMatch(figure -> figure.verdict() == NOT_REPRODUCED)
                .extracting(ReproductionTest::computed)
                .usingElementComparator((a, b) -> Math.abs(a - b) < 0.05 ? 0 : 1)
                .containsExactly(107.4, 161.1, 1262.7);
    }

    /** Equation A.12: 2859.9 × 1.3490² is 5204.4, not 5269.9617. */
    @Test
    void shouldNotGetTheOperationsOfVitG14() {
        assertThat(ALL.only(figure -> figure.table().equals("equation A.12")).figures())
                .extracting(ReproductionTest::computed)
                .allMatch(computed -> Math.abs(computed - 5204.449) < 1e-3);
    }

    /** Figure 3a with β = 0.02, γ = 0.99 and 0.0375 ms per 1e6 multiply-adds. */
    @Test
    void shouldNotGetFigure3aFromTheCoefficientsOfSection5() {
        assertThat(ALL.only(figure -> figure.table().equals("figure 3a")).figures())
                .filteredOn(figure -> figure.verdict() == NOT_REPRODUCED)
                .extracting(ReproductionTest::computed)
                .usingElementComparator((a, b) -> Math.abs(a - b) < 5e-4 ? 0 : 1)
                .containsExactly(6.144, 3.1546, 1.6499, 0.5119);
    }

    /** Table 8: equation 4 with table 7; and times, in milliseconds, that are printed as 19.4 and 63.6. */
    @ParameterizedTest
    @CsvSource({
        "'model A, projections', 53.4, 1.290",
        "'model A, attention-scores', 7.97, 0.542",
        "'model A, attention-output', 9.94, 0.435",
        "'model B, projections', 68.1, 5.384",
        "'model B, attention-scores', 20.79, 0.829",
        "'model B, attention-output', 25.62, 0.673"
    })
    void shouldNotGetTable8FromTable7(String row, double percent, double millis) {
        Figure efficiency = one(Document.D, "table 8", row, "efficiency");
        Figure time = one(Document.D, "table 8", row, "time");

        assertThat(efficiency.verdict()).isEqualTo(NOT_REPRODUCED);
        assertThat(computed(efficiency)).isCloseTo(percent, within(0.05));
        assertThat(time.verdict()).isEqualTo(NOT_REPRODUCED);
        assertThat(computed(time) * 1e9).isCloseTo(millis, within(5e-4));
    }

    /** Equation 16: 26.30 follows from the printed times, 31.28 is 31.29. */
    @Test
    void shouldFollowTheLastStepOfTheWorkedExample() {
        assertThat(computed(one(Document.D, "equation 16", "model A", "energy")))
                .isCloseTo(26.3035, within(5e-5));
        assertThat(computed(one(Document.D, "equation 16", "model B", "energy")))
                .isCloseTo(31.2904, within(5e-5));
    }

    @Test
    void shouldMeasureTheFitOnTheAuthorsTimings() {
        Optional<Path> data = Optional.ofNullable(System.getenv("WATTLEDGER_REFERENCE_DATA"))
                .map(Path::of)
                .filter(folder -> Files.exists(folder.resolve("alpha_flops_conv_timings.csv")));
        assumeTrue(data.isPresent(), "WATTLEDGER_REFERENCE_DATA names no folder with the timings of document C");

        Reproduction section =
                Reproduction.of(data).only(figure -> figure.table().equals("section 6"));

        assertThat(section.figures())
                .extracting(ReproductionTest::computed)
                .usingElementComparator((a, b) -> Math.abs(a - b) < 5e-4 ? 0 : 1)
                .containsExactly(0.9757, 0.0699);
        assertThat(section.ok()).isTrue();
    }

    private static double computed(Figure figure) {
        return figure.computed().orElseThrow();
    }

    private static Figure one(Document document, String table, String row, String quantity) {
        List<Figure> found = ALL.only(figure -> figure.document() == document
                        && figure.table().equals(table)
                        && figure.row().equals(row)
                        && figure.quantity().equals(quantity))
                .figures();
        assertThat(found).as("%s, %s, %s, %s", document, table, row, quantity).hasSize(1);
        return found.get(0);
    }
}
