package io.wattledger.estimator.trend.chart;

import io.wattledger.estimator.trend.chart.Chart.Level;
import io.wattledger.estimator.trend.chart.Chart.Mark;
import io.wattledger.estimator.trend.chart.Chart.Marks;
import io.wattledger.estimator.trend.chart.Ticks.Tick;
import java.util.ArrayList;
import java.util.List;

/** Draws a chart as SVG: with a background of its own, so that it is read on a light page and on a dark one. */
public final class SvgChart {

    private static final double WIDTH = 880;
    private static final double HEIGHT = 560;
    private static final double EDGE = 24;
    private static final double LEFT = 84;
    private static final double BOTTOM = 78;
    private static final double LEGEND_TOP = 48;
    private static final double TICK_FONT = 12;
    private static final double TITLE_FONT = 13;

    /** Colours follow the reader's preference; the data's own colours are read on both. */
    private static final String STYLE = """
            <style>
            .wl-chart{font-family:sans-serif}
            .wl-chart .paper{fill:#ffffff}
            .wl-chart .ink{fill:#1f2933}
            .wl-chart .soft{fill:#52606d}
            .wl-chart .minor{stroke:#eef1f5}
            .wl-chart .major{stroke:#d3dae3}
            .wl-chart .level{stroke:#52606d}
            .wl-chart .leader{stroke:#7b8794}
            .wl-chart .edge{stroke:#ffffff;stroke-width:0.7}
            .wl-chart .hollow{fill:#ffffff}
            .wl-chart .label{paint-order:stroke;stroke:#ffffff;stroke-width:3;stroke-linejoin:round}
            @media (prefers-color-scheme:dark){
            .wl-chart .paper{fill:#161b22}
            .wl-chart .ink{fill:#e6edf3}
            .wl-chart .soft{fill:#a5b1bf}
            .wl-chart .minor{stroke:#20272f}
            .wl-chart .major{stroke:#36404b}
            .wl-chart .level{stroke:#a5b1bf}
            .wl-chart .leader{stroke:#7b8794}
            .wl-chart .edge{stroke:#161b22}
            .wl-chart .hollow{fill:#161b22}
            .wl-chart .label{stroke:#161b22}
            }
            </style>
            """;

    private final Chart chart;
    private final Legend legend;
    private final Box plot;
    private final Range x;
    private final Range y;
    private final StringBuilder svg = new StringBuilder();

    private SvgChart(Chart chart) {
        this.chart = chart;
        this.legend = new Legend(chart, WIDTH - 2 * EDGE);
        double top = LEGEND_TOP + legend.height() + 14;
        this.plot = new Box(LEFT, top, WIDTH - EDGE, HEIGHT - BOTTOM);
        this.x = Range.over(chart.x(), chart.xs(), plot.left(), plot.right());
        this.y = Range.over(chart.y(), chart.ys(), plot.bottom(), plot.top());
    }

    /** The chart as an SVG document, without an XML declaration, so that it can stand in a page as it is. */
    public static String of(Chart chart) {
        return new SvgChart(chart).draw();
    }

    private String draw() {
        svg.append(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"wl-chart\" viewBox=\"0 0 %s %s\" width=\"%s\" height=\"%s\" role=\"img\" aria-labelledby=\"%s-title %s-desc\">\n"
                        .formatted(
                                Xml.number(WIDTH),
                                Xml.number(HEIGHT),
                                Xml.number(WIDTH),
                                Xml.number(HEIGHT),
                                Xml.escape(chart.name()),
                                Xml.escape(chart.name())));
        svg.append(
                "<title id=\"%s-title\">%s</title>\n".formatted(Xml.escape(chart.name()), Xml.escape(chart.title())));
        svg.append("<desc id=\"%s-desc\">%s</desc>\n"
                .formatted(Xml.escape(chart.name()), Xml.escape(chart.description())));
        svg.append(STYLE);
        svg.append("<rect class=\"paper\" width=\"%s\" height=\"%s\" rx=\"10\"/>\n"
                .formatted(Xml.number(WIDTH), Xml.number(HEIGHT)));
        text("ink", EDGE, 33, 18, "font-weight=\"600\"", chart.title());
        legend.draw(svg, EDGE, LEGEND_TOP);
        grid();
        text("soft", plot.right(), HEIGHT - 12, 10.5, "text-anchor=\"end\"", chart.source());
        List<Box> levels = levels();
        chart.lines().stream()
                .filter(line -> !line.points().isEmpty())
                .forEach(line -> svg.append(Lines.path(line, x, y)).append('\n'));
        marks();
        labels(levels);
        return svg.append("</svg>\n").toString();
    }

    private void grid() {
        Ticks across = Ticks.of(x);
        Ticks up = Ticks.of(y);
        across.minor().forEach(value -> vertical("minor", x.pixel(value)));
        up.minor().forEach(value -> horizontal("minor", y.pixel(value)));
        for (Tick tick : across.major()) {
            vertical("major", x.pixel(tick.value()));
            text("soft", x.pixel(tick.value()), plot.bottom() + 18, TICK_FONT, "text-anchor=\"middle\"", tick.label());
        }
        for (Tick tick : up.major()) {
            horizontal("major", y.pixel(tick.value()));
            text("soft", plot.left() - 8, y.pixel(tick.value()) + 4, TICK_FONT, "text-anchor=\"end\"", tick.label());
        }
        double middle = (plot.top() + plot.bottom()) / 2;
        text(
                "ink",
                (plot.left() + plot.right()) / 2,
                plot.bottom() + 40,
                TITLE_FONT,
                "text-anchor=\"middle\"",
                chart.x().title());
        text(
                "ink",
                EDGE,
                middle,
                TITLE_FONT,
                "text-anchor=\"middle\" transform=\"rotate(-90 %s %s)\""
                        .formatted(Xml.number(EDGE), Xml.number(middle)),
                chart.y().title());
    }

    /** Returns where their names are. */
    private List<Box> levels() {
        List<Box> names = new ArrayList<>();
        for (Level level : chart.levels()) {
            double at = y.pixel(level.y());
            svg.append("<path class=\"level\" d=\"M%s %sH%s\" stroke-width=\"1.6\"/>\n"
                    .formatted(Xml.number(plot.left()), Xml.number(at), Xml.number(plot.right())));
            text("ink label", plot.left() + 8, at - 6, TICK_FONT, "", level.name());
            names.add(new Box(plot.left(), at - 20, plot.left() + 12 + TextWidth.of(level.name(), TICK_FONT), at + 3));
        }
        return names;
    }

    private void marks() {
        for (Marks marks : chart.marks()) {
            for (Mark mark : marks.marks()) {
                svg.append(marks.symbol()
                                .svg(
                                        x.pixel(mark.x()),
                                        y.pixel(mark.y()),
                                        marks.colour(),
                                        Numbers.described(chart, mark)))
                        .append('\n');
            }
        }
    }

    private void labels(List<Box> levels) {
        List<Box> boxes = new ArrayList<>();
        List<double[]> segments = new ArrayList<>();
        chart.marks().forEach(marks -> marks.marks()
                .forEach(mark -> boxes.add(Box.around(x.pixel(mark.x()), y.pixel(mark.y()), Symbol.RADIUS))));
        chart.lines().forEach(line -> segments.addAll(Lines.segments(line, x, y)));
        chart.levels()
                .forEach(level ->
                        segments.add(new double[] {plot.left(), y.pixel(level.y()), plot.right(), y.pixel(level.y())}));
        Labels labels = new Labels(plot.grown(-2), boxes, segments);
        levels.forEach(labels::keepClear);
        chart.marks().forEach(marks -> marks.marks().stream()
                .filter(Mark::notable)
                .forEach(mark -> labels.add(mark.name(), x.pixel(mark.x()), y.pixel(mark.y()))));
        for (Labels.Placed label : labels.placed()) {
            if (label.tied()) {
                svg.append("<path class=\"leader\" d=\"M%s %sL%s %s\" stroke-width=\"0.8\"/>\n"
                        .formatted(
                                Xml.number(label.x()),
                                Xml.number(label.y()),
                                Xml.number(label.tieX()),
                                Xml.number(label.tieY())));
            }
            text(
                    "ink label",
                    (label.box().left() + label.box().right()) / 2,
                    label.box().bottom() - Labels.FONT * 0.25,
                    Labels.FONT,
                    "text-anchor=\"middle\"",
                    label.text());
        }
    }

    private void vertical(String kind, double at) {
        svg.append("<path class=\"%s\" d=\"M%s %sV%s\"/>\n"
                .formatted(kind, Xml.number(at), Xml.number(plot.top()), Xml.number(plot.bottom())));
    }

    private void horizontal(String kind, double at) {
        svg.append("<path class=\"%s\" d=\"M%s %sH%s\"/>\n"
                .formatted(kind, Xml.number(plot.left()), Xml.number(at), Xml.number(plot.right())));
    }

    private void text(String kind, double atX, double atY, double size, String attributes, String text) {
        svg.append("<text class=\"%s\" x=\"%s\" y=\"%s\" font-size=\"%s\"%s>%s</text>\n"
                .formatted(
                        kind,
                        Xml.number(atX),
                        Xml.number(atY),
                        size,
                        attributes.isEmpty() ? "" : " " + attributes,
                        Xml.escape(text)));
    }
}
