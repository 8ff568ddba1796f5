package io.wattledger.standalone.report;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** Breaks FOCUS files. */
final class FocusFiles {

    private FocusFiles() {}

    /** The file with another value in the first row that is wanted. */
    static String with(String csv, Predicate<Map<String, String>> wanted, String column, @Nullable String value)
            throws IOException {
        List<String> names =
                FocusColumns.ALL.stream().map(FocusColumns.Column::name).toList();
        List<Map<String, String>> rows = FocusRules.rows(csv);
        Map<String, String> broken = rows.stream().filter(wanted).findFirst().orElseThrow();
        if (value == null) {
            broken.remove(column);
        } else {
            broken.put(column, value);
        }
        StringBuilder text = new StringBuilder();
        try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
            printer.printRecord(names);
            for (Map<String, String> row : rows) {
                for (String name : names) {
                    printer.print(row.get(name));
                }
                printer.println();
            }
        }
        return text.toString();
    }
}
