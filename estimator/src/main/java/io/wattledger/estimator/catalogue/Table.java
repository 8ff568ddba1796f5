package io.wattledger.estimator.catalogue;

import java.io.Reader;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A table of ours: its first line must name exactly the columns asked for, in any order. */
final class Table {

    private static final Pattern DATE = Pattern.compile("\\d{4}(-\\d{2}(-\\d{2})?)?");

    private final String name;
    private final Map<String, Integer> positions;
    private final List<Line> lines;

    private Table(String name, Map<String, Integer> positions, List<CsvParser.Fields> records) {
        this.name = name;
        this.positions = positions;
        this.lines = records.stream().map(record -> new Line(this, record)).toList();
    }

    /**
     * Reads a table.
     *
     * @throws CatalogueException for columns that are missing, unknown or repeated, and for lines of another length
     */
    static Table read(Reader reader, String name, List<String> columns) {
        List<CsvParser.Fields> records = CsvParser.parse(reader, name);
        if (records.isEmpty()) {
            throw new CatalogueException(name, 1, "empty; begin with the line " + String.join(",", columns));
        }
        Map<String, Integer> positions = positions(records.get(0), name, columns);
        List<CsvParser.Fields> body = records.subList(1, records.size());
        for (CsvParser.Fields fields : body) {
            if (fields.values().size() != columns.size()) {
                throw new CatalogueException(
                        name,
                        fields.line(),
                        "%d fields instead of %d; quote fields that hold a comma"
                                .formatted(fields.values().size(), columns.size()));
            }
        }
        return new Table(name, positions, body);
    }

    private static Map<String, Integer> positions(CsvParser.Fields header, String name, List<String> columns) {
        Map<String, Integer> positions = new HashMap<>();
        List<String> found = header.values();
        for (int i = 0; i < found.size(); i++) {
            String column = found.get(i);
            if (!columns.contains(column)) {
                throw new CatalogueException(
                        name, header.line(), column, "unknown; the columns are " + String.join(", ", columns));
            }
            if (positions.put(column, i) != null) {
                throw new CatalogueException(name, header.line(), column, "named twice; remove one");
            }
        }
        List<String> missing = new ArrayList<>(columns);
        missing.removeAll(found);
        if (!missing.isEmpty()) {
            throw new CatalogueException(name, header.line(), missing.get(0), "missing; add it to the first line");
        }
        return positions;
    }

    List<Line> lines() {
        return lines;
    }

    /** The same table, if the column holds no text twice, in any case. */
    Table unique(String column) {
        Map<String, Line> seen = new HashMap<>();
        for (Line line : lines) {
            String text = line.text(column);
            Line other = seen.putIfAbsent(text.toLowerCase(Locale.ROOT), line);
            if (other != null) {
                throw line.error(column, text + " is on line " + other.number() + " already; remove one");
            }
        }
        return this;
    }

    /** One line of the table below the first. */
    record Line(Table table, CsvParser.Fields fields) {

        int number() {
            return fields.line();
        }

        /** The field, which must not be blank: nothing unknown enters the catalogue as an empty string. */
        String text(String column) {
            return optional(column).orElseThrow(() -> error(column, "blank; fill it in, or leave the whole line out"));
        }

        /** The field of a column that may be blank. */
        Optional<String> optional(String column) {
            Integer position = table.positions.get(column);
            if (position == null) {
                throw new IllegalArgumentException("the table was not read with a column " + column);
            }
            return Optional.of(fields.values().get(position)).filter(text -> !text.isBlank());
        }

        /** The number of a column that may be blank. */
        OptionalDouble optionalNumber(String column, double minimum) {
            return optional(column).isPresent() ? OptionalDouble.of(number(column, minimum)) : OptionalDouble.empty();
        }

        /** The field as one of the values, written as their labels are, in any case. */
        <T> T choice(String column, T[] values, Function<T, String> label) {
            String text = text(column);
            return Arrays.stream(values)
                    .filter(value -> label.apply(value).equalsIgnoreCase(text))
                    .findFirst()
                    .orElseThrow(() -> error(
                            column,
                            "\"%s\" is unknown; write one of %s"
                                    .formatted(
                                            text,
                                            Arrays.stream(values).map(label).collect(Collectors.joining(", ")))));
        }

        /** The field as a day. */
        LocalDate day(String column) {
            String text = text(column);
            try {
                return LocalDate.parse(text);
            } catch (DateTimeParseException e) {
                throw error(column, "\"%s\" is not a day; write it like 2026-11-21".formatted(text));
            }
        }

        /** The field as a finite number that is at least the minimum. */
        double number(String column, double minimum) {
            String text = text(column);
            double number;
            try {
                number = Double.parseDouble(text);
            } catch (NumberFormatException e) {
                throw error(column, "\"%s\" is not a number; write a decimal like 0.0324".formatted(text));
            }
            if (!Double.isFinite(number) || number < minimum) {
                throw error(column, "%s is out of range; give a finite number of at least %s".formatted(text, minimum));
            }
            return number;
        }

        int positiveInt(String column) {
            String text = text(column);
            try {
                int number = Integer.parseInt(text);
                if (number > 0) {
                    return number;
                }
            } catch (NumberFormatException e) {
                throw error(column, "\"%s\" is not a whole number; write one like 128".formatted(text));
            }
            throw error(column, text + " is not positive; write 1 or more");
        }

        /** A year, a month or a day: as much as the document says. */
        String date(String column) {
            String text = text(column);
            if (!DATE.matcher(text).matches()) {
                throw error(column, "\"%s\" is not a date; write 2026, 2026-11 or 2026-11-21".formatted(text));
            }
            return text;
        }

        CatalogueException error(String column, String problem) {
            return new CatalogueException(table.name, number(), column, problem);
        }

        CatalogueException error(String problem) {
            return new CatalogueException(table.name, number(), problem);
        }
    }
}
