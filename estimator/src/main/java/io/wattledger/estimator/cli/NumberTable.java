package io.wattledger.estimator.cli;

import io.wattledger.estimator.EstimateException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The numbers of a CSV file with a header: the columns that are asked for, others are ignored. A row that lacks one, or has
 * no positive number there, is a problem; the rest is read on.
 *
 * @param rows the good rows
 * @param problems one line per bad row: file, line, field
 */
record NumberTable(List<Row> rows, List<String> problems) {

    private static final int MOST_REPORTED = 20;
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get();

    NumberTable {
        rows = List.copyOf(rows);
        problems = List.copyOf(problems);
    }

    /** A column that is needed; its numbers are positive, and whole if it says so. */
    record Column(String name, boolean whole) {}

    /** A row's numbers by column. */
    record Row(int line, Map<String, Double> numbers) {

        Row {
            numbers = Map.copyOf(numbers);
        }

        double number(String column) {
            return Objects.requireNonNull(numbers.get(column), column);
        }

        int whole(String column) {
            return (int) number(column);
        }
    }

    /**
     * Reads a file.
     *
     * @throws EstimateException if it is empty, lacks a column or is no CSV
     */
    static NumberTable read(Path file, List<Column> columns) throws IOException {
        // Text in other columns may be in any encoding: an unreadable character there is no reason to stop.
        try (Reader reader = new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8);
                CSVParser parser = CSVParser.parse(reader, FORMAT)) {
            return read(file.toString(), parser, columns);
        }
    }

    private static NumberTable read(String file, CSVParser parser, List<Column> columns) {
        Iterator<CSVRecord> records = parser.iterator();
        if (!hasNext(file, parser, records)) {
            throw new EstimateException(file + " is empty; a header and rows are needed");
        }
        List<String> header = header(records.next());
        Map<String, Integer> places = places(file, header, columns);
        List<Row> rows = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        while (hasNext(file, parser, records)) {
            CSVRecord csv = records.next();
            String where = file + ", line " + line(parser, csv);
            if (csv.size() != header.size()) {
                problems.add("%s: %d fields under a header of %d columns".formatted(where, csv.size(), header.size()));
                continue;
            }
            Map<String, Double> numbers = new HashMap<>();
            List<String> wrong = new ArrayList<>();
            for (Column column : columns) {
                String text = csv.get(Objects.requireNonNull(places.get(column.name())))
                        .strip();
                String problem = problem(text, column);
                if (problem.isEmpty()) {
                    numbers.put(column.name(), Double.parseDouble(text));
                } else {
                    wrong.add("%s is '%s': %s".formatted(column.name(), text, problem));
                }
            }
            if (wrong.isEmpty()) {
                rows.add(new Row(line(parser, csv), numbers));
            } else {
                problems.add(where + ": " + String.join("; ", wrong));
            }
        }
        if (rows.isEmpty() && problems.isEmpty()) {
            throw new EstimateException(file + " has a header and no rows");
        }
        return new NumberTable(rows, problems);
    }

    private static boolean hasNext(String file, CSVParser parser, Iterator<CSVRecord> records) {
        try {
            return records.hasNext();
        } catch (UncheckedIOException e) {
            throw new EstimateException("%s, line %d: not CSV: %s"
                    .formatted(file, parser.getCurrentLineNumber() + 1, String.valueOf(e.getMessage())));
        }
    }

    /** The line that a record begins on; the parser stands at its end. */
    private static int line(CSVParser parser, CSVRecord csv) {
        long breaks =
                csv.stream().flatMapToInt(String::chars).filter(c -> c == '\n').count();
        return Math.toIntExact(parser.getCurrentLineNumber() - breaks);
    }

    private static List<String> header(CSVRecord first) {
        List<String> header = new ArrayList<>();
        first.forEach(name -> header.add(name.replace(BYTE_ORDER_MARK, "").strip()));
        return header;
    }

    private static Map<String, Integer> places(String file, List<String> header, List<Column> columns) {
        Map<String, Integer> places = new HashMap<>();
        List<String> missing = new ArrayList<>();
        for (Column column : columns) {
            int place = header.indexOf(column.name());
            if (place < 0) {
                missing.add(column.name());
            } else if (place != header.lastIndexOf(column.name())) {
                throw new EstimateException(file + " has two columns " + column.name() + "; keep one");
            }
            places.put(column.name(), place);
        }
        if (!missing.isEmpty()) {
            throw new EstimateException("%s lacks column %s; its first line has %s"
                    .formatted(file, String.join(", ", missing), String.join(", ", new TreeSet<>(header))));
        }
        return places;
    }

    private static String problem(String text, Column column) {
        if (text.isEmpty()) {
            return "a number is missing";
        }
        if (!NUMBER.matcher(text).matches()) {
            return text.matches("(?i)[-+]?(nan|inf(inity)?)") ? "a finite number is needed" : "not a number";
        }
        double number = Double.parseDouble(text);
        if (number <= 0) {
            return "must be above 0";
        }
        if (Double.isInfinite(number)) {
            return "too large";
        }
        if (column.whole() && (number != Math.rint(number) || number > Integer.MAX_VALUE)) {
            return "a whole number up to 2147483647 is needed";
        }
        return "";
    }

    /** Says what is wrong with the bad rows: the first of them, then how many more there are. */
    void report(String command, PrintWriter err) {
        problems.stream().limit(MOST_REPORTED).forEach(problem -> err.println(command + ": " + problem));
        if (problems.size() > MOST_REPORTED) {
            err.println(command + ": and " + (problems.size() - MOST_REPORTED) + " more bad rows");
        }
    }

    /** What a result that rests on it names as its source. */
    String source(Path file) {
        String all = problems.isEmpty() ? "" : " of " + (rows.size() + problems.size());
        return "%s, %d%s rows".formatted(file.getFileName(), rows.size(), all);
    }
}
