package io.wattledger.estimator.reproduce;

import io.wattledger.estimator.method.AlphaFlopsCoefficients;
import io.wattledger.estimator.method.AlphaFlopsCoefficients.Pair;
import io.wattledger.estimator.reproduce.Claim.Place;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Figures of document C: operations and times of convolutions. */
final class DocumentC {

    private static final double MEGA = 1e6;
    private static final double MILLIS = 1e3;
    private static final String TIME = "predicted time";
    private static final String TIMINGS_FILE = "alpha_flops_conv_timings.csv";

    private static final AlphaFlopsCoefficients PUBLISHED = AlphaFlopsCoefficients.QUADRO_T2000_ASPERTI_2021;

    /** Fitted to the four predictions of figure 3a, 2026-11: β, γ and milliseconds per 1e6 multiply-adds. */
    private static final AlphaFlopsCoefficients FITTED_TO_FIGURE_3A_2026_11 = new AlphaFlopsCoefficients(
            new Pair(0.0141, 0.895),
            PUBLISHED.larger(),
            0.037561,
            0,
            PUBLISHED.hardware(),
            "fitted to figure 3a",
            "2026-11");

    /**
     * A 1×1 convolution of figure 1a.
     *
     * @param title as in figure 3a
     * @param predicted time in figure 3a, milliseconds
     */
    private record Layer(String title, int width, int height, int inputs, int outputs, String predicted) {

        double macs() {
            return (double) width * height * inputs * outputs;
        }

        String shape() {
            return "%d × %d, %d to %d channels".formatted(width, height, inputs, outputs);
        }
    }

    private static final List<Layer> FIGURES_1A_AND_3A = List.of(
            new Layer("(1)", 1, 1, 12_800, 12_800, "6.154"),
            new Layer("(2)", 1, 2, 6_400, 12_800, "3.351"),
            new Layer("(3)", 2, 2, 6_400, 6_400, "1.847"),
            new Layer("(4)", 4, 4, 3_200, 3_200, "0.611"));

    private DocumentC() {}

    static List<Figure> figures(Optional<Path> data) {
        List<Figure> figures = new ArrayList<>(figure1());
        figures.addAll(section4());
        figures.addAll(figure2());
        figures.addAll(figure3());
        figures.addAll(fit(data));
        return figures;
    }

    private static List<Figure> figure1() {
        Place figure = new Place(Document.C, "figure 1a");
        List<Figure> figures = new ArrayList<>();
        figures.add(operations(figure, "dense layer, 12800 to 12800", 12_800.0 * 12_800));
        FIGURES_1A_AND_3A.forEach(layer -> figures.add(operations(figure, layer.shape(), layer.macs())));
        return figures;
    }

    private static Figure operations(Place figure, String row, double macs) {
        return figure.figure(row, "FLOPs", "MFLOP", "327.68", 2 * macs / MEGA, "equation 4: 2 per multiply-add")
                .holds();
    }

    /** Times of figure 1a in the text below it. */
    private static List<Figure> section4() {
        Place section = new Place(Document.C, "section 4");
        double dense = 6.401;
        double fourByFour = 0.454;
        return List.of(
                section.figure(
                                "dense layer",
                                "parameters",
                                "",
                                "163,852,800",
                                12_800.0 * 12_800 + 12_800,
                                "12800² weights and 12800 biases")
                        .holds(),
                section.figure("4 × 4 convolution", "measured time", "ms", "0.46", fourByFour, "figure 1a")
                        .fails("figure 1a has 0.454"),
                section.figure(
                                "4 × 4 convolution",
                                "times faster than the dense layer, \"approximately\"",
                                "",
                                "16",
                                dense / fourByFour,
                                "6.401 ÷ 0.454, figure 1a")
                        .fails("16 is the number of positions; the measured times differ by 14"));
    }

    /** Channels at K = 1 on 300 × 300 are those of the authors' data. */
    private static List<Figure> figure2() {
        Place figure = new Place(Document.C, "figure 2");
        List<Figure> figures = new ArrayList<>();
        int[] channels = {150, 100, 70, 50};
        String[] amounts = {"2025", "900", "490", "225"};
        for (int i = 0; i < channels.length; i++) {
            double macs = 300.0 * 300 * channels[i] * channels[i] / MEGA;
            String row = "%s lines, K = 1"
                    .formatted(List.of("red", "green", "orange", "blue").get(i));
            String method = "300 × 300, %d to %d channels (the authors' data)".formatted(channels[i], channels[i]);
            figures.add(figure.figure(row, "FLOPs", "MFLOP", amounts[i], 2 * macs, "equation 4, " + method)
                    .fails("the figure counts multiply-adds, figure 1a operations"));
            Claim multiplyAdds = figure.figure(row, "multiply-adds", "MMAC", amounts[i], macs, method);
            figures.add(
                    channels[i] == 70
                            ? multiplyAdds.fails("441 with the 70 channels of the authors' data; a slip of 490 for 441")
                            : multiplyAdds.holds());
        }
        return figures;
    }

    private static List<Figure> figure3() {
        Place figure = new Place(Document.C, "figure 3a");
        List<Figure> figures = new ArrayList<>();
        for (Layer layer : FIGURES_1A_AND_3A) {
            figures.add(prediction(
                            figure, layer, PUBLISHED, "section 5: β = 0.02, γ = 0.99; 0.0375 ms per 1e6 multiply-adds")
                    .fails("not with the coefficients of section 5; β = 0.0141 and γ = 0.895 give all four"));
        }
        for (Layer layer : FIGURES_1A_AND_3A) {
            figures.add(prediction(
                            figure,
                            layer,
                            FITTED_TO_FIGURE_3A_2026_11,
                            "fitted: β = 0.0141, γ = 0.895, 0.037561 ms per 1e6 multiply-adds")
                    .holds());
        }
        return figures;
    }

    private static Claim prediction(Place figure, Layer layer, AlphaFlopsCoefficients by, String method) {
        double positions = (double) layer.width() * layer.height();
        return figure.figure(
                layer.title() + " " + layer.shape(),
                by.equals(PUBLISHED) ? TIME : TIME + ", other coefficients",
                "ms",
                layer.predicted(),
                MILLIS * by.seconds(layer.macs(), 1, 1, positions),
                method);
    }

    /** The document claims good predictions and prints no measure of them. */
    private static List<Figure> fit(Optional<Path> data) {
        Optional<ConvolutionTimings> timings = data.map(folder -> folder.resolve(TIMINGS_FILE))
                .filter(Files::exists)
                .map(ConvolutionTimings::read);
        String reason = timings.map(read -> "the document prints no R²; %d timings"
                        .formatted(read.rows().size()))
                .orElse("needs the timings: set WATTLEDGER_REFERENCE_DATA to a folder with " + TIMINGS_FILE);
        Place section = new Place(Document.C, "section 6");
        return List.of(
                section.unchecked(
                        "authors' timings",
                        "R² of the times by alpha-FLOPs",
                        rSquared(timings, PUBLISHED),
                        "coefficients of section 5, S_K and scale of the authors' analysis",
                        reason),
                section.unchecked(
                        "authors' timings",
                        "R² of the times by FLOPs alone",
                        timings.map(read -> OptionalDouble.of(read.rSquaredOfPlainFlops()))
                                .orElse(OptionalDouble.empty()),
                        "straight line over the operations, least squares",
                        reason));
    }

    private static OptionalDouble rSquared(Optional<ConvolutionTimings> timings, AlphaFlopsCoefficients by) {
        return timings.map(read -> OptionalDouble.of(read.rSquared(by))).orElse(OptionalDouble.empty());
    }
}
