package io.wattledger.standalone.workload;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The project's own CSV: a header with names of {@link EventField} in any order, then one request a line. A column
 * may be missing, and a field empty, where the field is optional. Column names are exact.
 */
final class OwnCsv implements LineFormat {

    private final List<EventField> columns;

    private OwnCsv(List<EventField> columns) {
        this.columns = columns;
    }

    /** @throws TraceFormatException with every problem of the header */
    static OwnCsv ofHeader(String[] header, String file) {
        List<EventField> columns = new ArrayList<>();
        Set<EventField> seen = EnumSet.noneOf(EventField.class);
        List<String> problems = new ArrayList<>();
        for (String name : header) {
            Optional<EventField> field = EventField.named(name);
            if (field.isEmpty()) {
                problems.add("unknown column " + Values.quoted(name));
            } else if (!seen.add(field.get())) {
                problems.add("column " + name + " twice");
            }
            field.ifPresent(columns::add);
        }
        for (EventField field : EventField.values()) {
            if (field.required() && !seen.contains(field)) {
                problems.add("no column " + field.text());
            }
        }
        if (!problems.isEmpty()) {
            throw new TraceFormatException(
                    file + ": header: " + String.join(", ", problems) + "; known columns: " + EventField.header());
        }
        return new OwnCsv(List.copyOf(columns));
    }

    @Override
    public boolean hasHeader() {
        return true;
    }

    @Override
    public TraceRecord.Request parse(String line, Origin origin) throws BadLineException {
        String[] fields = CsvLine.split(line);
        CsvLine.checkWidth(fields, columns.size());
        EventValues values = new EventValues();
        for (int i = 0; i < fields.length; i++) {
            values.set(columns.get(i), fields[i]);
        }
        return values.toRequest(origin);
    }
}
