package io.wattledger.estimator.reproduce;

import io.wattledger.estimator.Precision;
import io.wattledger.estimator.catalogue.GpuCatalogue;
import io.wattledger.estimator.reproduce.Claim.Place;
import java.util.ArrayList;
import java.util.List;

/** Figures of document D: the introduction's here, those of its laws and of its worked example in classes of their own. */
final class DocumentD {

    private static final double SECONDS_PER_YEAR = 365.25 * 86_400;
    private static final double HOURS_PER_YEAR = 365.25 * 24;

    /** Operations of training GPT-3, as the introduction prints them. */
    private static final double GPT3_FLOP_SECTION_1 = 3.14e23;

    /** Brown and others, 2020, table D.1: parameters and training tokens. */
    private static final double GPT3_PARAMETERS_BROWN_2020 = 174.6e9;

    private static final double GPT3_TOKENS_BROWN_2020 = 300e9;

    /** DeepSeek-AI, DeepSeek-V3 technical report, 2024, table 1: GPU hours on H800. */
    private static final double DEEPSEEK_V3_GPU_HOURS_2024 = 2.788e6;

    private DocumentD() {}

    static List<Figure> figures() {
        List<Figure> figures = new ArrayList<>(introduction());
        figures.addAll(PublishedLaws.tables1And2());
        figures.addAll(PublishedRegressions.figures());
        figures.addAll(ExampleOperations.table6());
        figures.addAll(ExampleTimes.table8());
        figures.addAll(ExampleTimes.energies());
        return figures;
    }

    private static List<Figure> introduction() {
        Place section = new Place(Document.D, "section 1");
        double h100 = 1e12 * GpuCatalogue.bundled().require("h100-sxm5-80gb").peakTflops(Precision.TF32);
        return List.of(
                section.figure(
                                "GPT-3",
                                "FLOPs of training",
                                "FLOP",
                                "3.14e23",
                                6 * GPT3_PARAMETERS_BROWN_2020 * GPT3_TOKENS_BROWN_2020,
                                "6 for each of 174.6e9 parameters and 300e9 tokens (Brown and others, 2020)")
                        .holds(),
                section.figure(
                                "GPT-3",
                                "years on one H100, \"at least\"",
                                "years",
                                "20",
                                GPT3_FLOP_SECTION_1 / h100 / SECONDS_PER_YEAR,
                                "3.14e23 FLOP ÷ dense TF32 peak of an H100 SXM, 494.7 TFLOPS")
                        .holds(),
                section.figure(
                                "DeepSeek-V3",
                                "years on one GPU",
                                "years",
                                "318",
                                DEEPSEEK_V3_GPU_HOURS_2024 / HOURS_PER_YEAR,
                                "2.788 million GPU hours (its technical report; on an H800, not an H100)")
                        .holds());
    }
}
