package io.wattledger.standalone.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A table: its first column names the rows, the others are figures. */
final class HtmlTable {

    private final String id;
    private final String caption;
    private final List<String> columns;
    private final List<List<Cell>> rows = new ArrayList<>();
    private Optional<List<Cell>> foot = Optional.empty();

    /**
     * A cell.
     *
     * @param under a second, smaller line
     * @param kind class of the text
     * @param bar how far a bar below reaches, percent
     * @param colour class of the bar, and of a swatch where there is no bar
     */
    record Cell(String text, String under, String kind, Optional<BigDecimal> bar, String colour) {

        static Cell of(String text) {
            return new Cell(text, "", "", Optional.empty(), "");
        }

        /** What is not known is said, and is no 0. */
        static Cell of(Optional<String> text) {
            return text.map(Cell::of).orElse(unknown());
        }

        static Cell unknown() {
            return of("unknown").as("unknown");
        }

        /** What there is none of. */
        static Cell none() {
            return of("–");
        }

        Cell under(String more) {
            return new Cell(text, more, kind, bar, colour);
        }

        Cell as(String kind) {
            return new Cell(text, under, kind, bar, colour);
        }

        Cell bar(BigDecimal percent, String colour) {
            return new Cell(text, under, kind, Optional.of(percent), colour);
        }

        Cell swatch(String colour) {
            return new Cell(text, under, kind, bar, colour);
        }
    }

    HtmlTable(String id, String caption, List<String> columns) {
        this.id = id;
        this.caption = caption;
        this.columns = columns;
    }

    HtmlTable row(List<Cell> cells) {
        rows.add(cells);
        return this;
    }

    /** The last row, which is of all. */
    HtmlTable foot(List<Cell> cells) {
        foot = Optional.of(cells);
        return this;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    void write(Html html) {
        html.open("div", "class", "scroll", "role", "region", "aria-labelledby", id, "tabindex", "0");
        html.open("table").markup("\n").element("caption", caption, "id", id);
        html.markup("<thead><tr>");
        for (int i = 0; i < columns.size(); i++) {
            html.span("th", columns.get(i), "scope", "col", "class", isText(i) ? "text" : "figure");
        }
        html.markup("</tr></thead>\n<tbody>\n");
        rows.forEach(row -> write(html, row));
        html.markup("</tbody>\n");
        foot.ifPresent(row -> {
            html.markup("<tfoot>");
            write(html, row);
            html.markup("</tfoot>\n");
        });
        html.markup("</table></div>\n");
    }

    private boolean isText(int column) {
        return column == 0
                || rows.stream().anyMatch(row -> row.get(column).kind().equals("text"));
    }

    private static void write(Html html, List<Cell> row) {
        html.markup("<tr>");
        for (int i = 0; i < row.size(); i++) {
            String element = i == 0 ? "th" : "td";
            html.open(element, i == 0 ? new String[] {"scope", "row"} : new String[0]);
            write(html, row.get(i));
            html.markup("</" + element + ">");
        }
        html.markup("</tr>\n");
    }

    private static void write(Html html, Cell cell) {
        if (!cell.colour().isEmpty() && cell.bar().isEmpty()) {
            html.span("span", "", "class", "swatch " + cell.colour());
        }
        if (cell.kind().isEmpty()) {
            html.text(cell.text());
        } else {
            html.span("span", cell.text(), "class", cell.kind());
        }
        if (!cell.under().isEmpty()) {
            html.span("span", cell.under(), "class", "range");
        }
        cell.bar().ifPresent(percent -> html.open("span", "class", "bar", "aria-hidden", "true")
                .span("span", "", "class", cell.colour(), "style", "width:" + percent.toPlainString() + "%")
                .markup("</span>"));
    }
}
