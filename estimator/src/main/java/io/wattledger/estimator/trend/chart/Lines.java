package io.wattledger.estimator.trend.chart;

import io.wattledger.estimator.trend.chart.Chart.Line;
import io.wattledger.estimator.trend.chart.Chart.Mark;
import io.wattledger.estimator.trend.chart.Chart.Stroke;
import java.util.ArrayList;
import java.util.List;

/** Lines of a chart in pixels. */
final class Lines {

    private static final double KEY_WIDTH = 22;

    private Lines() {}

    /** A short piece of the line, for the legend. */
    static String sample(Line line, double x, double y) {
        return "<path d=\"M%s %sH%s\" %s/>"
                .formatted(Xml.number(x), Xml.number(y), Xml.number(x + KEY_WIDTH), style(line));
    }

    static String path(Line line, Range x, Range y) {
        StringBuilder path = new StringBuilder();
        for (double[] corner : corners(line, x, y)) {
            path.append(path.length() == 0 ? 'M' : 'L')
                    .append(Xml.number(corner[0]))
                    .append(' ')
                    .append(Xml.number(corner[1]));
        }
        return "<path d=\"%s\" %s><title>%s</title></path>".formatted(path, style(line), Xml.escape(line.name()));
    }

    /** Straight pieces: x and y of both ends. */
    static List<double[]> segments(Line line, Range x, Range y) {
        List<double[]> corners = corners(line, x, y);
        List<double[]> segments = new ArrayList<>();
        for (int i = 1; i < corners.size(); i++) {
            double[] from = corners.get(i - 1);
            double[] to = corners.get(i);
            segments.add(new double[] {from[0], from[1], to[0], to[1]});
        }
        return segments;
    }

    private static List<double[]> corners(Line line, Range x, Range y) {
        List<double[]> corners = new ArrayList<>();
        for (Mark point : line.points()) {
            double[] next = {x.pixel(point.x()), y.pixel(point.y())};
            if (line.stroke() == Stroke.STEPS && !corners.isEmpty()) {
                corners.add(new double[] {next[0], corners.get(corners.size() - 1)[1]});
            }
            corners.add(next);
        }
        return corners;
    }

    private static String style(Line line) {
        return "fill=\"none\" stroke=\"%s\" stroke-width=\"2.2\" stroke-linejoin=\"round\"%s"
                .formatted(
                        line.colour().hex(),
                        switch (line.stroke()) {
                            case SOLID, STEPS -> "";
                            case DASHED -> " stroke-dasharray=\"9 5\"";
                            case DOTTED -> " stroke-dasharray=\"0.1 5\" stroke-linecap=\"round\"";
                        });
    }
}
