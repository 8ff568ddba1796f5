package io.wattledger.estimator.trend.chart;

import io.wattledger.estimator.trend.chart.Chart.Mark;
import java.util.List;

/** The numbers behind a chart as CSV (RFC 4180, but lines end in a line feed alone). */
public final class ChartCsv {

    private final Chart chart;
    private final StringBuilder csv = new StringBuilder();

    private ChartCsv(Chart chart) {
        this.chart = chart;
    }

    /** A line per point: what draws it, its series, its name, and its values. A level has no horizontal value. */
    public static String of(Chart chart) {
        return new ChartCsv(chart).write();
    }

    /** A line of cells. */
    public static String line(List<String> cells) {
        return String.join(",", cells.stream().map(ChartCsv::cell).toList()) + "\n";
    }

    private String write() {
        csv.append(line(
                List.of("kind", "series", "name", chart.x().column(), chart.y().column())));
        chart.marks().forEach(marks -> marks.marks().forEach(mark -> append("point", marks.name(), mark)));
        chart.lines().forEach(line -> line.points().forEach(point -> append("line", line.name(), point)));
        chart.levels()
                .forEach(level ->
                        csv.append(line(List.of("level", level.name(), "", "", Numbers.of(chart.y(), level.y())))));
        return csv.toString();
    }

    private void append(String kind, String series, Mark mark) {
        csv.append(line(
                List.of(kind, series, mark.name(), Numbers.of(chart.x(), mark.x()), Numbers.of(chart.y(), mark.y()))));
    }

    private static String cell(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
