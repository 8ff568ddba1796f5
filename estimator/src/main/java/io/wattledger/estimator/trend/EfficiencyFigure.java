package io.wattledger.estimator.trend;

import io.wattledger.estimator.Precision;
import io.wattledger.estimator.catalogue.AdaptedEfficiencies;
import io.wattledger.estimator.catalogue.AdaptedEfficiency;
import io.wattledger.estimator.catalogue.AdaptedEfficiency.Adapted;
import io.wattledger.estimator.catalogue.GpuHistory;
import io.wattledger.estimator.catalogue.GpuSpecification;
import io.wattledger.estimator.trend.chart.Axis;
import io.wattledger.estimator.trend.chart.Chart;
import io.wattledger.estimator.trend.chart.Chart.Mark;
import io.wattledger.estimator.trend.chart.Chart.Marks;
import io.wattledger.estimator.trend.chart.Chart.Stroke;
import io.wattledger.estimator.trend.chart.Colour;
import io.wattledger.estimator.trend.chart.Symbol;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * FLOPS per watt of GPUs over the years: theoretical (figure 5.1), and adapted to what networks achieve (5.2).
 *
 * @param history theoretical rows
 * @param adapted adapted rows
 */
record EfficiencyFigure(GpuHistory history, AdaptedEfficiencies adapted) {

    static final String QUANTITY = "gflops-per-watt";

    /** Names that are written at every one of their points of these precisions. */
    private static final Map<Precision, Set<String>> NOTABLE = Map.of(
            Precision.FP32,
            Set.of(
                    "GeForce GTX 580",
                    "Tesla K10",
                    "GeForce GTX 980",
                    "GeForce GTX 1080",
                    "A100",
                    "A30",
                    "GeForce RTX 3090"),
            Precision.FP16,
            Set.of("Tesla P100"),
            Precision.MIXED,
            Set.of("T4", "Tesla V100", "A100", "A30", "Nvidia Titan RTX"));

    private static final Set<String> NOTABLE_ADAPTED = Set.of("Tesla V100", "Tesla T4", "A100");

    List<Growth> growths() {
        return List.of(
                theoretical("theoretical, FP32", Precision.FP32),
                theoretical("theoretical, FP16", Precision.FP16),
                theoretical("theoretical, mixed precision", Precision.MIXED),
                adapted("adapted for CNN", Adapted.CNN),
                adapted("adapted for NLP", Adapted.NLP));
    }

    Figure figure() {
        Growth vision = adapted("adapted for CNN", Adapted.CNN);
        Growth language = adapted("adapted for NLP", Adapted.NLP);
        List<Marks> marks = List.of(
                new Marks("FP32, peak", Colour.SKY_BLUE, Symbol.CIRCLE, theoretical(Precision.FP32)),
                new Marks("FP16, peak", Colour.GREEN, Symbol.SQUARE, theoretical(Precision.FP16)),
                new Marks("mixed, peak", Colour.ORANGE, Symbol.RING, theoretical(Precision.MIXED)),
                new Marks("for CNN", Colour.BLUE, Symbol.DIAMOND, marks(row -> row.adapted() == Adapted.CNN)),
                new Marks("for NLP", Colour.VERMILLION, Symbol.TRIANGLE, marks(row -> row.adapted() == Adapted.NLP)));
        String sentence =
                "FLOPS per watt of NVIDIA’s GPUs by launch date, peak over power limit, and adapted to what networks achieve: %s."
                        .formatted(Wording.sentence(vision, language));
        return new Figure(
                new Chart(
                        "gpu-efficiency",
                        "Efficiency of GPUs, theoretical and adapted",
                        sentence,
                        "Data: Desislavov 2021, tables B.1 and B.3",
                        Axis.date("launch date"),
                        Axis.logarithmic("GFLOPS per watt", "gflops_per_watt"),
                        marks,
                        List.of(
                                TrendLines.of(vision, Colour.BLUE, Stroke.SOLID),
                                TrendLines.of(language, Colour.VERMILLION, Stroke.DASHED)),
                        List.of()),
                sentence);
    }

    private Growth theoretical(String name, Precision precision) {
        return Growth.of(
                name,
                Domain.GPU,
                QUANTITY,
                history.rows().stream()
                        .filter(row -> row.precision() == precision)
                        .map(row -> new Dated(row.title(), row.launched(), row.gflopsPerWatt()))
                        .toList());
    }

    private Growth adapted(String name, Adapted to) {
        return Growth.of(
                name,
                Domain.GPU,
                QUANTITY,
                adapted.trend(to).stream()
                        .map(row -> new Dated(row.title(), row.launched(), row.gflopsPerWatt()))
                        .toList());
    }

    private List<Mark> theoretical(Precision precision) {
        return history.rows().stream()
                .filter(row -> row.precision() == precision)
                .map(EfficiencyFigure::mark)
                .toList();
    }

    private List<Mark> marks(Predicate<AdaptedEfficiency> which) {
        return adapted.rows().stream()
                .filter(which)
                .map(row -> new Mark(
                        "%s, %s".formatted(row.title(), row.precision().label()),
                        Axis.day(row.launched()),
                        row.gflopsPerWatt(),
                        NOTABLE_ADAPTED.contains(row.title())))
                .toList();
    }

    private static Mark mark(GpuSpecification row) {
        return new Mark(
                row.title(),
                Axis.day(row.launched()),
                row.gflopsPerWatt(),
                NOTABLE.getOrDefault(row.precision(), Set.of()).contains(row.title()));
    }
}
