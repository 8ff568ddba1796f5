package io.wattledger.estimator.method;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Efficiency laws of the operations of networks on one piece of hardware.
 *
 * @param hardware what they were fitted on
 * @param gpus names of the GPUs that they are for
 * @param peakFlopPerSecond v_max
 * @param laws by operation
 * @param source where they come from
 * @param sourceDate date of the source: a year, a month or a day
 */
public record EfficiencyLaws(
        String hardware,
        List<String> gpus,
        double peakFlopPerSecond,
        Map<Part, EfficiencyLaw> laws,
        String source,
        String sourceDate) {

    private static final String DOCUMENT =
            "Modeling Energy Consumption in Deep Learning Architectures Using Power Laws";
    private static final String DATE = "2025";

    /** An elementary operation, as the document names it. */
    public enum Part {
        /** Products with weights: projections, dense layers, and here convolutions as the matrix products they are. */
        PROJECTIONS,
        /** Queries times keys. */
        ATTENTION_SCORES,
        /** Attention weights times values. */
        ATTENTION_OUTPUT,
        /** Gates of a recurrent layer, one time step. */
        GATES,
        /** New hidden state of a recurrent layer, one time step. */
        HIDDEN_UPDATE,
        /** New cell state of a recurrent layer, one time step. */
        CELL_UPDATE,
        /** Activations of the gates, one time step. */
        ACTIVATIONS;

        /** The name in files. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * Tables 1 (transformer) and 2 (LSTM), v_max 156 TFLOPS (TF32, section 3). Table 2 prints the efficiencies of the three
     * small operations as fractions where its text has 5 to 10 percent: here in percent, like all others. Θ_mul of
     * table 1 is the product of weights and values.
     */
    public static final EfficiencyLaws A100_TABLES_1_AND_2 = new EfficiencyLaws(
            "NVIDIA A100 80GB PCIe",
            List.of("a100-pcie-80gb", "a100-sxm4-80gb", "a100-sxm4-40gb"),
            156e12,
            laws(
                    new EfficiencyLaw(68.22, 8.50, 0.70),
                    new EfficiencyLaw(55.60, 8.24, 0.73),
                    new EfficiencyLaw(65.79, 9.25, 0.81),
                    Map.of(
                            Part.GATES, new EfficiencyLaw(67.48, 8.14, 0.75),
                            Part.ACTIVATIONS, new EfficiencyLaw(10, 12164.49, 1.00),
                            Part.CELL_UPDATE, new EfficiencyLaw(5, 1986.55, 1.00),
                            Part.HIDDEN_UPDATE, new EfficiencyLaw(9, 1780.62, 1.00))),
            DOCUMENT + ", tables 1 and 2",
            DATE);

    /** Table 1 (transformer), v_max 13.45 TFLOPS (FP32, section 3). */
    public static final EfficiencyLaws RTX_2080_TI_TABLE_1 = new EfficiencyLaws(
            "NVIDIA GeForce RTX 2080 Ti",
            List.of("rtx-2080-ti"),
            13.45e12,
            laws(
                    new EfficiencyLaw(81.35, 14.28, 0.47),
                    new EfficiencyLaw(71.33, 14.67, 0.57),
                    new EfficiencyLaw(78.55, 21.83, 0.56),
                    Map.of()),
            DOCUMENT + ", table 1",
            DATE);

    /** Table 7: the A100 again, in the document's application (section 5.2), with other figures than table 1. */
    public static final EfficiencyLaws A100_TABLE_7 = new EfficiencyLaws(
            "NVIDIA A100 80GB PCIe",
            A100_TABLES_1_AND_2.gpus(),
            156e12,
            laws(
                    new EfficiencyLaw(68.43, 8.14, 0.754),
                    new EfficiencyLaw(55.70, 8.43, 0.800),
                    new EfficiencyLaw(67.10, 8.49, 0.794),
                    Map.of()),
            DOCUMENT + ", table 7",
            DATE);

    public EfficiencyLaws {
        gpus = List.copyOf(gpus);
        laws = Map.copyOf(laws);
    }

    /** The published laws of a GPU. */
    public static Optional<EfficiencyLaws> published(String gpu) {
        return Stream.of(A100_TABLES_1_AND_2, RTX_2080_TI_TABLE_1)
                .filter(each -> each.gpus().contains(gpu))
                .findFirst();
    }

    private static Map<Part, EfficiencyLaw> laws(
            EfficiencyLaw projections, EfficiencyLaw scores, EfficiencyLaw output, Map<Part, EfficiencyLaw> recurrent) {
        Map<Part, EfficiencyLaw> laws = new EnumMap<>(Part.class);
        laws.put(Part.PROJECTIONS, projections);
        laws.put(Part.ATTENTION_SCORES, scores);
        laws.put(Part.ATTENTION_OUTPUT, output);
        laws.putAll(recurrent);
        return laws;
    }
}
