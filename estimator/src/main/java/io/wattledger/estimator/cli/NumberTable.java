package io.wattledger.estimator.cli;

import io.wattledger.estimator.EstimateException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The numbers of a CSV file with a header: the columns that are asked for, others are ignored. A row that lacks one, or has
 * no positive number there, is a problem; the rest is read on.
 *
 * @param rows the good rows
 * @param problems one line per bad row: file, line, field
 */
record NumberTable(List<Row> rows, List<String> problems) {

    private static final int MOST_REPORTED = 20;

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
        return read(file, columns, Map.of());
    }

    /**
     * Reads those rows of a file that have a text in a column, for all columns that are named.
     *
     * @throws EstimateException if it is empty, lacks a column, is no CSV or has no such row
     */
    static NumberTable read(Path file, List<Column> columns, Map<String, String> selection) throws IOException {
        Set<String> names = new LinkedHashSet<>(selection.keySet());
        columns.forEach(column -> names.add(column.name()));
        CsvRows<Optional<Row>> read = CsvRows.read(file, "a header and rows are needed", header -> {
            header.refuseTwice(List.copyOf(names));
            header.require(List.copyOf(names));
            return line -> selected(line, selection) ? Optional.of(row(line, columns)) : Optional.empty();
        });
        List<Row> rows = read.rows().stream().flatMap(Optional::stream).toList();
        if (rows.isEmpty() && read.problems().isEmpty()) {
            throw new EstimateException(file + " has no rows with " + words(selection));
        }
        return new NumberTable(rows, read.problems());
    }

    private static boolean selected(CsvLine line, Map<String, String> selection) {
        return selection.entrySet().stream()
                .allMatch(wanted -> line.optional(wanted.getKey()).orElse("").equals(wanted.getValue()));
    }

    /** "precision=fp16, batch=1". */
    static String words(Map<String, String> selection) {
        return selection.entrySet().stream().map(Map.Entry::toString).collect(Collectors.joining(", "));
    }

    private static Row row(CsvLine line, List<Column> columns) {
        Map<String, Double> numbers = new HashMap<>();
        List<String> wrong = new ArrayList<>();
        for (Column column : columns) {
            try {
                numbers.put(column.name(), column.whole() ? line.whole(column.name()) : line.positive(column.name()));
            } catch (EstimateException e) {
                wrong.add(String.valueOf(e.getMessage()));
            }
        }
        if (!wrong.isEmpty()) {
            throw new EstimateException(String.join("; ", wrong));
        }
        return new Row(line.number(), numbers);
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
