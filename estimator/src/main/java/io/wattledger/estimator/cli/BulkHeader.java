package io.wattledger.estimator.cli;

import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.cli.Question.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVRecord;

/** The columns of a file of questions: those that ask, and others that are passed on. */
final class BulkHeader {

    private final BulkColumns columns;
    private final List<Optional<Field>> fields;
    private final Map<Field, String> defaults;

    /**
     * Reads the first line.
     *
     * @param results columns that the answers fill; the input's own of these names are left out
     * @param defaults for fields that a line leaves blank
     * @throws EstimateException for columns that are missing, named twice, or nearly those of a question
     */
    BulkHeader(List<String> names, String file, List<String> results, Map<Field, String> defaults) {
        this.defaults = new EnumMap<>(Field.class);
        this.defaults.putAll(defaults);
        this.columns = new BulkColumns(names, file, results, Map.of());
        this.fields = new ArrayList<>();
        List<String> asked = Arrays.stream(Field.values()).map(Field::column).toList();
        Set<String> seen = new HashSet<>();
        for (String column : columns.names()) {
            Optional<Field> field = Field.of(column);
            if (!seen.add(field.map(Field::column).orElse(column))) {
                throw columns.twice(column);
            }
            if (field.isEmpty()) {
                columns.refuseSlip(column, asked);
            }
            fields.add(field);
        }
        if (!fields.contains(Optional.of(Field.MODEL))) {
            throw new EstimateException("%s, line 1, column model: missing; found %s; a question has the columns %s"
                    .formatted(file, String.join(", ", names), Field.columns()));
        }
    }

    /** What comes back of each line. */
    BulkColumns columns() {
        return columns;
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
}
