package io.wattledger.estimator.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A table for people: a header, a rule and aligned columns; numbers to the right. */
public final class Columns {

    private static final String GAP = "  ";

    private final List<String> header;
    private final List<List<String>> rows = new ArrayList<>();

    /** An empty table with its headings. */
    public Columns(String... header) {
        this.header = List.of(header);
    }

    /** Adds a row, one cell per heading. */
    public Columns row(String... cells) {
        if (cells.length != header.size()) {
            throw new IllegalArgumentException(cells.length + " cells under " + header.size() + " headings");
        }
        rows.add(List.of(cells));
        return this;
    }

    /** Prints all of it. */
    public void print(PrintWriter out) {
        int[] widths = new int[header.size()];
        boolean[] numeric = new boolean[header.size()];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            widths[i] = header.get(i).length();
            rows.forEach(row ->
                    widths[column] = Math.max(widths[column], row.get(column).length()));
            numeric[i] = !rows.isEmpty() && rows.stream().allMatch(row -> number(row.get(column)));
        }
        line(header, widths, numeric, out);
        out.println("─".repeat(IntStream.of(widths).sum() + GAP.length() * (widths.length - 1)));
        rows.forEach(row -> line(row, widths, numeric, out));
    }

    private static boolean number(String cell) {
        return cell.matches("([-+]?\\d[\\d.,e+-]*|–|)");
    }

    private static void line(List<String> cells, int[] widths, boolean[] numeric, PrintWriter out) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String pad = " ".repeat(widths[i] - cells.get(i).length());
            line.append(i == 0 ? "" : GAP).append(numeric[i] ? pad + cells.get(i) : cells.get(i) + pad);
        }
        out.println(line.toString().stripTrailing());
    }
}
