package io.wattledger.estimator.trend.chart;

import io.wattledger.estimator.trend.chart.Chart.Line;
import io.wattledger.estimator.trend.chart.Chart.Marks;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** What the symbols and lines of a chart mean: entries in rows, from the left. */
final class Legend {

    static final double ROW = 20;

    private static final double FONT = 12.5;
    private static final double KEY = 28;
    private static final double GAP = 22;

    private final List<Entry> entries = new ArrayList<>();
    private final double width;

    private record Entry(String text, BiFunction<Double, Double, String> key) {
        double width() {
            return KEY + TextWidth.of(text, FONT) + GAP;
        }
    }

    Legend(Chart chart, double width) {
        this.width = width;
        for (Marks marks : chart.marks()) {
            if (!marks.marks().isEmpty()) {
                entries.add(new Entry(marks.name(), (x, y) -> marks.symbol().svg(x + 10, y, marks.colour(), "")));
            }
        }
        for (Line line : chart.lines()) {
            if (!line.points().isEmpty()) {
                entries.add(new Entry(line.name(), (x, y) -> Lines.sample(line, x, y)));
            }
        }
    }

    /** The entries, row by row. */
    private List<List<Entry>> rows() {
        List<List<Entry>> rows = new ArrayList<>();
        double used = width + 1;
        for (Entry entry : entries) {
            if (used + entry.width() - GAP > width) {
                rows.add(new ArrayList<>());
                used = 0;
            }
            rows.get(rows.size() - 1).add(entry);
            used += entry.width();
        }
        return rows;
    }

    double height() {
        return rows().size() * ROW;
    }

    void draw(StringBuilder svg, double left, double top) {
        double y = top + ROW / 2;
        for (List<Entry> row : rows()) {
            double x = left;
            for (Entry entry : row) {
                svg.append(entry.key().apply(x, y)).append('\n');
                svg.append("<text class=\"ink\" x=\"%s\" y=\"%s\" font-size=\"%s\">%s</text>\n"
                        .formatted(Xml.number(x + KEY), Xml.number(y + FONT * 0.35), FONT, Xml.escape(entry.text())));
                x += entry.width();
            }
            y += ROW;
        }
    }
}
