package io.wattledger.standalone.workload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Splits one line of CSV. Line by line rather than file by file, so that a broken quote costs one line and line
 * numbers are the editor's; a field therefore cannot hold a line break.
 */
final class CsvLine {

    private static final CSVFormat QUOTED =
            CSVFormat.DEFAULT.builder().setIgnoreSurroundingSpaces(true).get();

    private CsvLine() {}

    static String[] split(String line) throws BadLineException {
        return line.indexOf('"') < 0 ? splitPlain(line) : splitQuoted(line);
    }

    /** Most lines of millions have no quote: a plain scan is several times faster than the general parser. */
    private static String[] splitPlain(String line) {
        List<String> fields = new ArrayList<>();
        int from = 0;
        for (int comma = line.indexOf(','); comma >= 0; comma = line.indexOf(',', from)) {
            fields.add(line.substring(from, comma).strip());
            from = comma + 1;
        }
        fields.add(line.substring(from).strip());
        return fields.toArray(String[]::new);
    }

    private static String[] splitQuoted(String line) throws BadLineException {
        try (CSVParser parser = CSVParser.parse(line, QUOTED)) {
            List<CSVRecord> records = parser.getRecords();
            return records.get(0).values();
        } catch (IOException | UncheckedIOException e) {
            throw BadLineException.inLine("its quotes do not match; quote a field as \"…\" and a quote in it as \"\"");
        }
    }

    static void checkWidth(String[] fields, int columns) throws BadLineException {
        if (fields.length != columns) {
            throw BadLineException.inLine("has " + fields.length + " fields where the header has " + columns
                    + "; quote a field that holds a comma");
        }
    }
}
