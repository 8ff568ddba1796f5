package io.wattledger.estimator.cli;

import io.wattledger.estimator.trend.chart.Chart;
import java.util.Locale;

/** The text of docs/accuracy.md as it grows: sections, tables, paragraphs. */
final class AccuracyText {

    private final StringBuilder text = new StringBuilder();

    /** A part of the page. */
    void part(String title) {
        text.append("## ").append(title).append("\n\n");
    }

    /** A section of a part. */
    void section(String title) {
        text.append("### ").append(title).append("\n\n");
    }

    /** As it is, with its own blank lines. */
    void text(String paragraph) {
        text.append(paragraph);
    }

    /** Begins a table. */
    void table(String... heads) {
        row(heads);
        text.append("| --- ".repeat(heads.length)).append("|\n");
    }

    /** A row of the table that was begun. */
    void row(String... cells) {
        for (String cell : cells) {
            text.append("| ").append(cell.strip()).append(' ');
        }
        text.append("|\n");
    }

    /** Ends a table. */
    void end() {
        text.append('\n');
    }

    /** The picture of a chart, which lies beside the page. */
    void picture(Chart chart) {
        text.append("\n![%s](%s)\n\n".formatted(chart.description(), file(chart)));
    }

    /** The name of its file. */
    static String file(Chart chart) {
        return chart.name() + ".svg";
    }

    static String percent(double value) {
        return String.format(Locale.ROOT, "%.1f %%", value);
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    /** The last cell of a goal. */
    static String met(boolean met) {
        return met ? "met" : "**missed**";
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
