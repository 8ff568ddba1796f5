package io.wattledger.estimator.cli;

import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.UnknownNameException;
import io.wattledger.estimator.cli.Question.Field;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVRecord;

/** The columns of a file of questions: those that ask, and others that are passed on. */
final class BulkHeader {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final List<Optional<Field>> fields;
    private final List<String> passedOn;
    private final boolean[] kept;
    private final Map<Field, String> defaults;

    /**
     * Reads the first line.
     *
     * @param results columns that the answers fill; the input's own of these names are left out
     * @param defaults for fields that a line leaves blank
     * @throws EstimateException for columns that are missing, named twice, or nearly those of a question
     */
    BulkHeader(List<String> columns, String file, List<String> results, Map<Field, String> defaults) {
        this.defaults = new EnumMap<>(Field.class);
        this.defaults.putAll(defaults);
        this.fields = columns.stream().map(BulkHeader::name).map(Field::of).toList();
        this.kept = new boolean[columns.size()];
        List<String> others = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < columns.size(); i++) {
            String column = name(columns.get(i));
            if (!seen.add(fields.get(i).map(Field::column).orElse(column))) {
                throw new EstimateException(
                        "%s, line 1, column %s: asks the same as another column; remove one".formatted(file, column));
            }
            if (fields.get(i).isEmpty()) {
                refuseSlip(column, file);
            }
            kept[i] = !results.contains(column);
            if (kept[i]) {
                others.add(column);
            }
        }
        this.passedOn = List.copyOf(others);
        if (!fields.contains(Optional.of(Field.MODEL))) {
            throw new EstimateException("%s, line 1, column model: missing; found %s; a question has the columns %s"
                    .formatted(file, String.join(", ", columns), Field.columns()));
        }
    }

    /** Without the mark that spreadsheets put before the first byte of a file. */
    private static String name(String column) {
        return (column.startsWith(BYTE_ORDER_MARK) ? column.substring(1) : column).strip();
    }

    /** Number of columns. */
    int size() {
        return fields.size();
    }

    /** Names of the columns that come back. */
    List<String> kept() {
        return passedOn;
    }

    /** Their values in a line. */
    List<String> kept(CSVRecord line) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < kept.length; i++) {
            if (kept[i]) {
                values.add(i < line.size() ? line.get(i) : "");
            }
        }
        return values;
    }

    /** What a line asks; it must have as many fields as there are columns. */
    Question question(CSVRecord line) {
        Map<Field, String> texts = new EnumMap<>(defaults);
        for (int i = 0; i < fields.size(); i++) {
            String text = line.get(i);
            fields.get(i).filter(field -> !text.isBlank()).ifPresent(field -> texts.put(field, text));
        }
        return new Question(texts);
    }

    /** A column that is nearly one of a question is a slip: passing it on would answer another question than was asked. */
    private static void refuseSlip(String column, String file) {
        for (Field field : Field.values()) {
            if (UnknownNameException.similar(column, field.column())) {
                throw new EstimateException(
                        "%s, line 1, column %s: unknown; did you mean %s? Rename it, or name it otherwise if it is another thing"
                                .formatted(file, column, field.column()));
            }
        }
    }
}
