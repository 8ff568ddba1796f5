package io.wattledger.estimator.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wattledger.estimator.catalogue.ReferenceData;
import io.wattledger.estimator.catalogue.Throughput;
import io.wattledger.estimator.catalogue.Throughputs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The ranges of the methods against the measurements that they were taken from. */
class RangesReferenceTest {

    /** Board power and peaks, 1e12 FLOP/s: NVIDIA's specifications of the GeForce RTX 3090 (2020-09) and 4090 (2022-10). */
    private enum Card {
        RTX_3090("rtx3090", 350, 35.6, 71.0),
        RTX_4090("rtx4090", 450, 82.58, 165.16);

        private final String file;
        private final double watts;
        private final double fp32;
        private final double tensor;

        Card(String file, double watts, double fp32, double tensor) {
            this.file = file;
            this.watts = watts;
            this.fp32 = fp32;
            this.tensor = tensor;
        }
    }

    @Test
    void shouldHoldTheMiddleNineTenthsOfTimmsVisionModels() throws IOException {
        ReferenceData data = ReferenceData.orSkip();
        List<Double> overFp32 = new ArrayList<>();
        List<Double> overTensor = new ArrayList<>();
        for (Card card : Card.values()) {
            for (Map<String, String> line :
                    data.read("benchmark-infer-amp-nchw-pt240-cu124-%s.csv".formatted(card.file))) {
                if (ReferenceData.text(line, "infer_gmacs").isBlank()
                        || ReferenceData.number(line, "infer_gmacs") == 0) {
                    continue;
                }
                double joules = card.watts / ReferenceData.number(line, "infer_samples_per_sec");
                double flops = 2e9 * ReferenceData.number(line, "infer_gmacs");
                overFp32.add(joules / (flops / (card.fp32 * 1e12 / card.watts)));
                overTensor.add(joules / (flops / (card.tensor * 1e12 / card.watts)));
            }
        }

        assertPercentiles(FormulaError.VISION, overFp32);
        assertPercentiles(FormulaError.VISION_TENSOR_PEAK, overTensor);
    }

    @Test
    void shouldHoldTheMiddleNineTenthsOfMeasuredLanguageModels() throws IOException {
        Map<String, double[]> peaks =
                Map.of("H100", new double[] {989.4e12, 700}, "B200", new double[] {2250e12, 1000});
        List<Double> ratios = new ArrayList<>();
        for (Map<String, String> line : ReferenceData.orSkip().read("ml_energy_v3_llm.csv")) {
            double[] peak = peaks.getOrDefault(ReferenceData.text(line, "gpu_model"), new double[2]);
            double flops = 2e9 * ReferenceData.number(line, "activated_params_billions");
            ratios.add(ReferenceData.number(line, "energy_per_token_joules") / (flops / (peak[0] / peak[1])));
        }

        assertPercentiles(FormulaError.LANGUAGE_DECODER, ratios);
    }

    @Test
    void shouldHoldTheDocumentsOwnThroughputOfBert() {
        Map<String, double[]> adaptedAndWatts = Map.of(
                "V100 16GB mixed", new double[] {138.13, 300},
                "A100 80GB mixed", new double[] {183.23, 400},
                "T4 16GB mixed", new double[] {365.46, 70},
                "V100 16GB fp32", new double[] {52.33, 300},
                "T4 16GB fp32", new double[] {115.71, 70});
        List<Double> ratios = new ArrayList<>();
        for (Throughput row : Throughputs.bundled().rows()) {
            double[] gpu = adaptedAndWatts.get(row.gpu() + " " + row.precision().label());
            if (gpu != null && row.model().startsWith("BERT")) {
                double gflops = row.model().equals("BERT-LARGE") ? 79 : 29;
                ratios.add(gpu[1] / row.perSecond() / (gflops / gpu[0]));
            }
        }
        ratios.sort(null);

        assertThat(ratios).hasSize(10);
        assertThat(ratios.get(0)).as("128 tokens").isCloseTo(2.7, within(0.05));
        assertThat(ratios.get(0) / 3).as("384 tokens").isCloseTo(FormulaError.LANGUAGE_ENCODER.low(), within(0.05));
        assertThat(ratios.get(9)).isCloseTo(FormulaError.LANGUAGE_ENCODER.high(), within(0.05));
    }

    @Test
    void shouldHoldTheMiddleNineTenthsOfTheTimingsOfAlphaFlops() throws IOException {
        List<Double> ratios = new ArrayList<>();
        for (Map<String, String> line : ReferenceData.orSkip().read("alpha_flops_conv_timings.csv")) {
            int k1 = (int) ReferenceData.number(line, "K1");
            int k2 = (int) ReferenceData.number(line, "K2");
            double positions = ReferenceData.number(line, "H") * ReferenceData.number(line, "W");
            double macs = ReferenceData.number(line, "Cin") * ReferenceData.number(line, "Cout") * k1 * k2 * positions;
            double predicted = AlphaFlopsCoefficients.QUADRO_T2000_ASPERTI_2021.seconds(macs, k1, k2, positions);
            ratios.add(ReferenceData.number(line, "time_ms") / 1e3 / predicted);
        }
        ratios.sort(null);

        assertThat(percentile(ratios, 0.05)).isCloseTo(AlphaFlops.TIME_LOW_ASPERTI_TIMINGS, within(0.01));
        assertThat(percentile(ratios, 0.95)).isCloseTo(AlphaFlops.TIME_HIGH_ASPERTI_TIMINGS, within(0.01));
    }

    private static void assertPercentiles(FormulaError error, List<Double> ratios) {
        ratios.sort(null);
        assertThat(percentile(ratios, 0.05)).as("%s, low", error).isCloseTo(error.low(), within(0.02 * error.low()));
        assertThat(percentile(ratios, 0.50))
                .as("%s, median", error)
                .isCloseTo(error.median(), within(0.02 * error.median()));
        assertThat(percentile(ratios, 0.95)).as("%s, high", error).isCloseTo(error.high(), within(0.02 * error.high()));
    }

    private static double percentile(List<Double> sorted, double share) {
        return sorted.get((int) (sorted.size() * share));
    }
}
