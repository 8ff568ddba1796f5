package io.wattledger.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wattledger.books.Spreadsheets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * An answer of rows, as JSON or as a table.
 *
 * @param head what an answer says beside its rows
 * @param name of the rows
 * @param next address of the next page, if there is one
 */
record Listing(ObjectNode head, String name, List<Column> columns, List<ObjectNode> rows, Optional<String> next) {

    private static final List<String> ENDS = List.of("low", "central", "high");

    /**
     * A field of the rows.
     *
     * @param range whether it has a low, central and high value
     */
    record Column(String name, boolean range) {
        static Column of(String name) {
            return new Column(name, false);
        }

        static Column range(String name) {
            return new Column(name, true);
        }
    }

    /** What an answer says beside its rows, then the rows, then where there are more. */
    ObjectNode json() {
        ObjectNode json = head.deepCopy();
        json.putArray(name).addAll(rows);
        json.put("next", next.orElse(null));
        return json;
    }

    /** RFC 4180 in UTF-8: a header, then a line for each row; what is unknown is empty, and no text is a formula. */
    String csv() {
        StringBuilder text = new StringBuilder();
        try {
            CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180);
            printer.printRecord(columns.stream().flatMap(column -> names(column).stream()));
            for (ObjectNode row : rows) {
                List<String> cells = new ArrayList<>();
                columns.forEach(column -> cells(row.path(column.name()), column, cells));
                printer.printRecord(cells);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a StringBuilder takes everything", e);
        }
        return text.toString();
    }

    private static List<String> names(Column column) {
        return column.range()
                ? ENDS.stream()
                        .map(end -> column.name() + Character.toUpperCase(end.charAt(0)) + end.substring(1))
                        .toList()
                : List.of(column.name());
    }

    private static void cells(JsonNode value, Column column, List<String> cells) {
        if (column.range()) {
            ENDS.forEach(end -> cells.add(value.path(end).asText()));
        } else {
            cells.add(value.isNull() ? "" : value.isTextual() ? Spreadsheets.harmless(value.asText()) : value.asText());
        }
    }
}
