package io.wattledger.estimator.cli;

import io.wattledger.estimator.EstimateException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * What the lines of a CSV file with a header hold. A line that cannot be used is a problem; the rest is read on.
 *
 * @param rows of the good lines
 * @param problems one line per bad line: file, line, reason
 */
record CsvRows<T>(List<T> rows, List<String> problems) {

    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get();

    CsvRows {
        rows = List.copyOf(rows);
        problems = List.copyOf(problems);
    }

    /**
     * The columns of a file; none if it is empty.
     *
     * @throws EstimateException if it is no CSV
     */
    static Set<String> columns(Path file) throws IOException {
        try (Reader text = new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8);
                CSVParser parser = CSVParser.parse(text, FORMAT)) {
            Iterator<CSVRecord> records = parser.iterator();
            return hasNext(file, parser, records)
                    ? Set.copyOf(CsvHeader.of(file, records.next()).names())
                    : Set.of();
        }
    }

    /**
     * Reads a file.
     *
     * @param needed what to write into a file that is empty
     * @param reader reads lines under the header; it throws an {@link EstimateException} at a header or a line that it cannot use
     * @throws EstimateException if the file is empty, has no rows, is no CSV or has a header that cannot be used
     */
    static <T> CsvRows<T> read(Path file, String needed, Function<CsvHeader, Function<CsvLine, T>> reader)
            throws IOException {
        // Text in columns that nobody asks for may be in any encoding: an unreadable character there is no reason to
        // stop.
        try (Reader text = new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8);
                CSVParser parser = CSVParser.parse(text, FORMAT)) {
            Iterator<CSVRecord> records = parser.iterator();
            if (!hasNext(file, parser, records)) {
                throw new EstimateException("%s is empty; %s".formatted(file, needed));
            }
            CsvHeader header = CsvHeader.of(file, records.next());
            CsvRows<T> read = read(file, parser, records, header, reader.apply(header));
            if (read.rows.isEmpty() && read.problems.isEmpty()) {
                throw new EstimateException(file + " has a header and no rows; add a line for each measurement");
            }
            return read;
        }
    }

    private static <T> CsvRows<T> read(
            Path file, CSVParser parser, Iterator<CSVRecord> records, CsvHeader header, Function<CsvLine, T> reader) {
        List<T> rows = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        while (hasNext(file, parser, records)) {
            CSVRecord fields = records.next();
            int number = number(parser, fields);
            try {
                rows.add(reader.apply(header.line(number, fields)));
            } catch (EstimateException e) {
                problems.add("%s, line %d: %s".formatted(file, number, e.getMessage()));
            }
        }
        return new CsvRows<>(rows, problems);
    }

    private static boolean hasNext(Path file, CSVParser parser, Iterator<CSVRecord> records) {
        try {
            return records.hasNext();
        } catch (UncheckedIOException e) {
            throw new EstimateException("%s, line %d: not CSV: %s"
                    .formatted(file, parser.getCurrentLineNumber() + 1, String.valueOf(e.getMessage())));
        }
    }

    /** The line that a record begins on; the parser stands at its end. */
    private static int number(CSVParser parser, CSVRecord fields) {
        long breaks = fields.stream()
                .flatMapToInt(String::chars)
                .filter(c -> c == '\n')
                .count();
        return Math.toIntExact(parser.getCurrentLineNumber() - breaks);
    }
}
