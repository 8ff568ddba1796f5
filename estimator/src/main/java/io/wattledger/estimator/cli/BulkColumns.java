package io.wattledger.estimator.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.UnknownNameException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVRecord;

/** The columns of a file: those that are asked for by name, and all that come back with the answer. */
final class BulkColumns {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final List<String> names;
    private final List<String> results;
    private final String file;
    private final Map<String, String> defaults;

    /**
     * The first line of a file.
     *
     * @param results columns that the answers fill; the input's own of these names are left out
     * @param defaults by column, for fields that a line leaves blank
     */
    BulkColumns(List<String> names, String file, List<String> results, Map<String, String> defaults) {
        this.names = names.stream().map(BulkColumns::name).toList();
        this.file = file;
        this.results = List.copyOf(results);
        this.defaults = Map.copyOf(defaults);
    }

    /** Without the mark that spreadsheets put before the first byte of a file. */
    static String name(String column) {
        return (column.startsWith(BYTE_ORDER_MARK) ? column.substring(1) : column).strip();
    }

    List<String> names() {
        return names;
    }

    int size() {
        return names.size();
    }

    /**
     * Refuses a column that comes twice, and one that is nearly one of those that are asked for: passing it on would answer another
     * question than was asked.
     *
     * @throws EstimateException with the column
     */
    void requireClear(List<String> asked) {
        for (String column : names) {
            if (names.indexOf(column) != names.lastIndexOf(column)) {
                throw twice(column);
            }
            if (!asked.contains(column)) {
                refuseSlip(column, asked);
            }
        }
    }

    EstimateException twice(String column) {
        return new EstimateException(
                "%s, line 1, column %s: asks the same as another column; remove one".formatted(file, column));
    }

    void refuseSlip(String column, List<String> asked) {
        for (String known : asked) {
            if (UnknownNameException.similar(column, known)) {
                throw new EstimateException(
                        "%s, line 1, column %s: unknown; did you mean %s? Rename it, or name it otherwise if it is another thing"
                                .formatted(file, column, known));
            }
        }
    }

    /** @throws EstimateException if the column is not there, and no default for it */
    void require(String column, List<String> asked) {
        if (!names.contains(column) && !defaults.containsKey(column)) {
            throw new EstimateException("%s, line 1, column %s: missing; found %s; a question has the columns %s"
                    .formatted(file, column, String.join(", ", names), String.join(", ", asked)));
        }
    }

    /** The field of a line, or the default. */
    Optional<String> text(CSVRecord line, String column) {
        int place = names.indexOf(column);
        return Optional.ofNullable(place < 0 ? null : line.get(place).strip())
                .filter(text -> !text.isEmpty())
                .or(() -> Optional.ofNullable(defaults.get(column)));
    }

    /** Columns that come back, then the results. */
    List<String> withResults() {
        List<String> all = new ArrayList<>(names);
        all.removeAll(results);
        all.addAll(results);
        return all;
    }

    /** The values of a line that come back. */
    List<String> kept(CSVRecord line) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (!results.contains(names.get(i))) {
                values.add(i < line.size() ? line.get(i) : "");
            }
        }
        return values;
    }

    /** The same as an object under {@code line}. */
    ObjectNode json(CSVRecord line) {
        ObjectNode json = Json.object();
        ObjectNode of = json.putObject("line");
        for (int i = 0; i < names.size(); i++) {
            if (!results.contains(names.get(i))) {
                of.put(names.get(i), i < line.size() ? line.get(i) : "");
            }
        }
        return json;
    }
}
