package io.wattledger.estimator.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Rows of one kind, to be shown as a table, JSON or CSV.
 *
 * @param kind what a row is: "GPU"
 * @param keys of all fields, in their order
 * @param headings of the fields that people see, by key, in their order
 * @param rows fields by key: a String, a Number or a List of strings; what is not known is not in the map
 */
record Listing(String kind, List<String> keys, Map<String, String> headings, List<Map<String, Object>> rows) {

    private static final int WIDEST = 44;
    private static final MathContext SHOWN = new MathContext(5);
    private static final String UNKNOWN = "–";

    /** The rows that hold the text in any field, in any case. */
    Listing filter(String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        return new Listing(
                kind,
                keys,
                headings,
                rows.stream()
                        .filter(row -> keys.stream()
                                .anyMatch(key ->
                                        text(row, key).toLowerCase(Locale.ROOT).contains(wanted)))
                        .toList());
    }

    void printTable(PrintWriter out) {
        if (rows.isEmpty()) {
            return;
        }
        Columns columns = new Columns(headings.values().toArray(String[]::new));
        for (Map<String, Object> row : rows) {
            columns.row(headings.keySet().stream().map(key -> cell(row, key)).toArray(String[]::new));
        }
        columns.print(out);
        out.println();
        out.printf(
                Locale.ROOT,
                "%d %s%s. --filter TEXT narrows; --json and --csv give all fields, with whole sources.%n",
                rows.size(),
                kind,
                rows.size() == 1 ? "" : "s");
    }

    void printJson(PrintWriter out) {
        List<ObjectNode> objects = new ArrayList<>();
        for (Map<String, Object> row : rows) {
            ObjectNode object = Json.object();
            keys.forEach(key -> put(object, key, row));
            objects.add(object);
        }
        Json.print(objects, out);
    }

    void printCsv(PrintWriter out) {
        try {
            CSVPrinter printer = new CSVPrinter(
                    out,
                    CSVFormat.DEFAULT
                            .builder()
                            .setHeader(keys.toArray(String[]::new))
                            .setRecordSeparator("\n")
                            .get());
            for (Map<String, Object> row : rows) {
                printer.printRecord(keys.stream().map(key -> text(row, key)).toList());
            }
            printer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("CSV cannot be written", e);
        }
    }

    private static void put(ObjectNode object, String key, Map<String, Object> row) {
        Object value = row.get(key);
        if (value == null) {
            object.putNull(key);
        } else if (value instanceof List<?> list) {
            ArrayNode array = object.putArray(key);
            list.forEach(each -> array.add(each.toString()));
        } else if (value instanceof Number number) {
            object.put(key, decimal(number));
        } else {
            object.put(key, value.toString());
        }
    }

    private static String text(Map<String, Object> row, String key) {
        Object value = row.get(key);
        if (value instanceof List<?> list) {
            return String.join("; ", list.stream().map(Object::toString).toList());
        }
        if (value instanceof Number number) {
            return decimal(number).toPlainString();
        }
        return value == null ? "" : value.toString();
    }

    private static String cell(Map<String, Object> row, String key) {
        if (row.get(key) instanceof Number number) {
            return decimal(decimal(number).round(SHOWN)).toPlainString();
        }
        String text = text(row, key);
        if (text.isEmpty()) {
            return UNKNOWN;
        }
        return text.length() > WIDEST ? text.substring(0, WIDEST - 1).strip() + "…" : text;
    }

    private static BigDecimal decimal(Number number) {
        BigDecimal decimal = new BigDecimal(number.toString()).stripTrailingZeros();
        return decimal.scale() < 0 ? decimal.setScale(0) : decimal;
    }
}
