package io.wattledger.estimator.cli;

import io.wattledger.estimator.trend.chart.Axis;
import io.wattledger.estimator.trend.chart.Chart;
import io.wattledger.estimator.trend.chart.Chart.Line;
import io.wattledger.estimator.trend.chart.Chart.Mark;
import io.wattledger.estimator.trend.chart.Chart.Marks;
import io.wattledger.estimator.trend.chart.Chart.Stroke;
import io.wattledger.estimator.trend.chart.Colour;
import io.wattledger.estimator.trend.chart.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Predicted against measured: on the solid line it is right, on the dotted ones it is twice or half of the truth. */
final class PredictedChart {

    private static final double TWICE = 2;
    private static final List<Colour> COLOURS = List.of(Colour.values());
    private static final List<Symbol> SYMBOLS = List.of(Symbol.values());

    private PredictedChart() {}

    /**
     * The chart.
     *
     * @param name of its file, without an extension
     * @param title for readers
     * @param source where the measurements come from
     * @param quantity with its unit: "joules per output token"
     * @param groups by name: measured on the horizontal axis, predicted on the vertical one, both above 0; at most as many as there
     *     are colours, and at least one point in all
     */
    static Chart of(String name, String title, String source, String quantity, Map<String, List<Mark>> groups) {
        List<Marks> marks = new ArrayList<>();
        groups.forEach((group, points) -> marks.add(new Marks(
                group,
                COLOURS.get(marks.size() % COLOURS.size()),
                SYMBOLS.get(marks.size() % SYMBOLS.size()),
                points)));
        double least = groups.values().stream()
                .flatMap(List::stream)
                .mapToDouble(Mark::x)
                .min()
                .orElseThrow();
        double most = groups.values().stream()
                .flatMap(List::stream)
                .mapToDouble(Mark::x)
                .max()
                .orElseThrow();
        String description = "%s: what was predicted of each row that the fit had not seen, against what was measured."
                .formatted(title);
        return new Chart(
                name,
                title,
                description,
                source,
                Axis.logarithmic("measured " + quantity, "measured"),
                Axis.logarithmic("predicted " + quantity, "predicted"),
                marks,
                List.of(
                        line("as measured", Stroke.SOLID, least, most, 1),
                        line("twice", Stroke.DOTTED, least, most, TWICE),
                        line("half", Stroke.DOTTED, least, most, 1 / TWICE)),
                List.of());
    }

    /** A point of the chart. */
    static Mark mark(String name, double measured, double predicted) {
        return new Mark(name, measured, predicted, false);
    }

    private static Line line(String name, Stroke stroke, double least, double most, double ratio) {
        return new Line(
                name,
                Colour.BLUE,
                stroke,
                List.of(new Mark(name, least, ratio * least, false), new Mark(name, most, ratio * most, false)));
    }
}
