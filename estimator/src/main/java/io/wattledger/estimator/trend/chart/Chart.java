package io.wattledger.estimator.trend.chart;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * A chart: what is drawn, not how.
 *
 * @param name of its files, without an extension
 * @param title for readers
 * @param description what it shows, in a sentence or two, for those who cannot see it
 * @param source where the numbers come from
 * @param x horizontal axis
 * @param y vertical axis
 * @param marks points, drawn in this order
 * @param lines drawn above the levels and below the points
 * @param levels horizontal lines
 */
public record Chart(
        String name,
        String title,
        String description,
        String source,
        Axis x,
        Axis y,
        List<Marks> marks,
        List<Line> lines,
        List<Level> levels) {

    public Chart {
        marks = List.copyOf(marks);
        lines = List.copyOf(lines);
        levels = List.copyOf(levels);
        Stream.concat(
                        marks.stream().flatMap(each -> each.marks().stream()),
                        lines.stream().flatMap(each -> each.points().stream()))
                .forEach(mark -> {
                    check(x, mark.x(), mark.name());
                    check(y, mark.y(), mark.name());
                });
    }

    private static void check(Axis axis, double value, String name) {
        if (!Double.isFinite(axis.position(value))) {
            throw new IllegalArgumentException(
                    "%s: %s cannot be drawn on the %s axis '%s'".formatted(name, value, axis.scale(), axis.title()));
        }
    }

    /**
     * A point.
     *
     * @param name what it is
     * @param x where on the horizontal axis
     * @param y where on the vertical axis
     * @param notable whether its name is written beside it, where there is room
     */
    public record Mark(String name, double x, double y, boolean notable) {}

    /**
     * Points of one kind.
     *
     * @param name in the legend
     * @param colour of all
     * @param symbol of all
     * @param marks the points
     */
    public record Marks(String name, Colour colour, Symbol symbol, List<Mark> marks) {
        public Marks {
            marks = List.copyOf(marks);
        }
    }

    /**
     * A line through points.
     *
     * @param name in the legend
     * @param colour of the line
     * @param stroke how it is drawn
     * @param points from left to right
     */
    public record Line(String name, Colour colour, Stroke stroke, List<Mark> points) {
        public Line {
            points = List.copyOf(points);
        }
    }

    /**
     * A horizontal line over the whole width, with its name on it.
     *
     * @param name written on the line
     * @param y where
     */
    public record Level(String name, double y) {}

    /** How a line is drawn. */
    public enum Stroke {
        SOLID,
        DASHED,
        DOTTED,
        /** To the right, then up or down: the value holds until the next point. */
        STEPS
    }

    DoubleStream xs() {
        return points().mapToDouble(Mark::x);
    }

    DoubleStream ys() {
        return DoubleStream.concat(
                points().mapToDouble(Mark::y), levels.stream().mapToDouble(Level::y));
    }

    private Stream<Mark> points() {
        return Stream.concat(
                marks.stream().flatMap(each -> each.marks().stream()),
                lines.stream().flatMap(each -> each.points().stream()));
    }
}
