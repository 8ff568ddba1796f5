package io.wattledger.estimator.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wattledger.estimator.Precision;
import io.wattledger.estimator.catalogue.AdaptedEfficiency.Adapted;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables of the thesis on compute and energy of inference, against each other. */
class DocumentTablesTest {

    /** Half of the last digit that B.1, B.2 and B.3 print, and what a double may be off. */
    private static final double PRINTED = 0.005 + 1e-9;

    private static final List<Throughput> THROUGHPUTS = Throughputs.bundled().rows();

    @Test
    void shouldHoldEveryRowOfTheDocument() {
        assertThat(VisionModels.bundled().models()).hasSize(94);
        assertThat(LanguageModels.bundled().models()).hasSize(19);
        assertThat(GpuHistory.bundled().rows()).hasSize(48);
        assertThat(THROUGHPUTS).hasSize(58);
        assertThat(AdaptedEfficiencies.bundled().rows()).hasSize(36);
        assertThat(AdaptedEfficiencies.bundled().trend(Adapted.CNN)).hasSize(32);
        assertThat(AdaptedEfficiencies.bundled().trend(Adapted.NLP)).hasSize(32);
    }

    @Test
    void shouldReadTableA3() {
        VisionModel model = VisionModels.bundled().find("VIT-L-16-384-JFT").orElseThrow();

        assertThat(model.top1Percent()).isEqualTo(87.12);
        assertThat(model.parameters()).isEqualTo(304e6);
        assertThat(model.flops().value()).isEqualTo(384e9);
        assertThat(model.flopsOrigin()).isEqualTo("cited");
        assertThat(model.extraData()).contains("JFT 300M");
        assertThat(model.released()).isEqualTo("2020-10-22");
        assertThat(VisionModels.bundled().models())
                .extracting(VisionModel::flopsOrigin)
                .containsOnly("paper", "cited", "implementation", "estimated");
    }

    /** Sums of the columns: a digit lost anywhere in A.3 or A.4 shows. */
    @Test
    void shouldAddUpToTheDocumentsColumns() {
        List<VisionModel> vision = VisionModels.bundled().models();
        List<LanguageModel> language = LanguageModels.bundled().models();

        assertThat(vision.stream().mapToDouble(VisionModel::top1Percent).sum()).isCloseTo(7611.18, within(1e-6));
        assertThat(vision.stream()
                        .mapToDouble(model -> model.flops().value() / 1e9)
                        .sum())
                .isCloseTo(14129.56, within(1e-6));
        assertThat(language.stream()
                        .mapToDouble(model -> model.flops().value() / 1e9)
                        .sum())
                .isCloseTo(800283.08, within(1e-6));
    }

    @Test
    void shouldReadTableA4() {
        LanguageModel elmo = LanguageModels.bundled().find("elmo").orElseThrow();

        assertThat(elmo.inputTokens()).isEqualTo(128);
        assertThat(elmo.glue()).hasValue(71.2);
        assertThat(elmo.glueNote()).contains("dev set");
        assertThat(LanguageModels.bundled().find("gpt2-xl").orElseThrow().glue())
                .isEmpty();
    }

    @Test
    void shouldNameGpusOfTheCatalogueUnderTheirNamesInTheDocument() {
        GpuCatalogue gpus = GpuCatalogue.bundled();

        assertThat(GpuHistory.bundled().rows()).allSatisfy(row -> {
            Gpu gpu = gpus.require(row.title());
            assertThat(gpu.name()).isEqualTo(row.gpu());
            assertThat(gpu.power()).contains(row.power());
            if (row.precision() != Precision.FP16) {
                assertThat(gpu.peakTflops(row.precision())).isEqualTo(row.tflops());
            }
        });
        assertThat(AdaptedEfficiencies.bundled().rows())
                .allSatisfy(row -> assertThat(gpus.require(row.title()).name()).isEqualTo(row.gpu()));
        assertThat(THROUGHPUTS)
                .allSatisfy(row -> assertThat(gpus.find(row.gpu())).isPresent());
    }

    /** B.1 was computed from FLOPS with more digits than it prints: eight rows do not follow to the last digit. */
    @Test
    void shouldFollowTableB1ButForEightRows() {
        assertThat(GpuHistory.bundled().rows())
                .filteredOn(row -> Math.abs(row.tflops() * 1000 / row.power().value() - row.gflopsPerWatt()) > PRINTED)
                .extracting(GpuSpecification::title)
                .containsExactly(
                        "GeForce GTX 780",
                        "GeForce GTX 780 TI",
                        "GeForce GTX Titan Black",
                        "GeForce GTX Titan Z",
                        "GeForce GTX 980",
                        "GeForce GTX 1080",
                        "Nvidia Titan RTX",
                        "Tesla K20x");
    }

    @Test
    void shouldFollowTableB3ButForThreeRows() {
        assertThat(AdaptedEfficiencies.bundled().rows())
                .filteredOn(row -> Math.abs(row.tflops() * 1000 / row.power().value() - row.gflopsPerWatt()) > PRINTED)
                .extracting(row -> row.adapted() + " " + row.title() + " " + row.precision())
                .containsExactly("CNN Tesla T4 MIXED", "NLP Tesla T4 MIXED", "NLP A100 TF32");
    }

    /** B.2: over FP32 on the same card; for the A100 over FP32 on the V100. All rows follow. */
    @Test
    void shouldFollowTheSpeedUpsOfTableB2() {
        assertThat(THROUGHPUTS).allSatisfy(row -> assertThat(speedUp(row)).isCloseTo(row.speedUp(), within(PRINTED)));
    }

    /** Table 5.1: the arithmetic mean over B.2's rows of speed-ups that were not rounded before. */
    @ParameterizedTest
    @CsvSource({
        "CV, V100, MIXED, 2.27",
        "CV, A100, TF32, 1.75",
        "CV, A100, MIXED, 3.33",
        "CV, T4, MIXED, 2.70",
        "NLP, V100, MIXED, 2.64",
        "NLP, A100, TF32, 3.56",
        "NLP, A100, MIXED, 4.67",
        "NLP, T4, MIXED, 3.16"
    })
    void shouldGiveTable51(String task, String card, Precision precision, BigDecimal printed) {
        assertThat(BigDecimal.valueOf(meanSpeedUp(task, card, precision)).setScale(2, RoundingMode.HALF_UP))
                .isEqualTo(printed);
    }

    /** B.3's adapted rows: those means times the FP32 peak of the same card, for the A100 of the V100. */
    @Test
    void shouldGiveTheAdaptedRowsOfTableB3() {
        Map<String, Double> fp32 = Map.of("V100", 15.7, "A100", 15.7, "T4", 8.1);

        assertThat(AdaptedEfficiencies.bundled().rows())
                .filteredOn(row -> row.adapted() != Adapted.NO)
                .hasSize(8)
                .allSatisfy(row -> {
                    String card = row.title().replace("Tesla ", "");
                    double tflops = fp32.getOrDefault(card, Double.NaN)
                            * meanSpeedUp(row.adapted() == Adapted.CNN ? "CV" : "NLP", card, row.precision());
                    assertThat(tflops).isCloseTo(row.tflops(), within(PRINTED));
                    assertThat(tflops * 1000 / row.power().value()).isCloseTo(row.gflopsPerWatt(), within(PRINTED));
                });
    }

    private static double meanSpeedUp(String task, String card, Precision precision) {
        return THROUGHPUTS.stream()
                .filter(row -> row.task().equals(task))
                .filter(row -> row.gpu().startsWith(card) && row.precision() == precision)
                .mapToDouble(DocumentTablesTest::speedUp)
                .average()
                .orElseThrow();
    }

    private static double speedUp(Throughput row) {
        String card = row.gpu().startsWith("T4") ? "T4" : "V100";
        return row.perSecond()
                / THROUGHPUTS.stream()
                        .filter(base -> base.model().equals(row.model())
                                && base.framework().equals(row.framework())
                                && base.gpu().startsWith(card)
                                && base.precision() == Precision.FP32)
                        .mapToDouble(Throughput::perSecond)
                        .findFirst()
                        .orElseThrow();
    }
}
