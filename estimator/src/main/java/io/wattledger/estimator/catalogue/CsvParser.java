package io.wattledger.estimator.catalogue;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads comma-separated text (RFC 4180): quoted fields may hold commas, line breaks and doubled quotes.
 * A quote anywhere else is an error. Blank lines are skipped.
 */
final class CsvParser {

    private static final int END = -1;

    private final Reader reader;
    private final String name;
    private int line = 1;
    private int next;

    private CsvParser(Reader reader, String name) {
        this.reader = reader;
        this.name = name;
    }

    /** One record: the line that it starts on, and its fields. */
    record Fields(int line, List<String> values) {}

    /**
     * Reads to the end; does not close the reader.
     *
     * @throws CatalogueException where a quote is out of place or a quoted field never ends
     */
    static List<Fields> parse(Reader reader, String name) {
        CsvParser parser = new CsvParser(reader, name);
        try {
            return parser.records();
        } catch (IOException e) {
            throw new UncheckedIOException(name + ", line " + parser.line + ": cannot be read", e);
        }
    }

    private List<Fields> records() throws IOException {
        List<Fields> records = new ArrayList<>();
        next = reader.read();
        while (next != END) {
            Fields fields = oneRecord();
            if (!fields.values().equals(List.of(""))) {
                records.add(fields);
            }
        }
        return List.copyOf(records);
    }

    private Fields oneRecord() throws IOException {
        int start = line;
        List<String> values = new ArrayList<>();
        values.add(field());
        while (next == ',') {
            advance();
            values.add(field());
        }
        endOfLine();
        return new Fields(start, List.copyOf(values));
    }

    private String field() throws IOException {
        return next == '"' ? quoted() : plain();
    }

    private String plain() throws IOException {
        StringBuilder text = new StringBuilder();
        while (next != END && next != ',' && next != '\n' && next != '\r') {
            if (next == '"') {
                throw new CatalogueException(
                        name, line, "a quote inside an unquoted field; quote the whole field and double the quote");
            }
            text.append((char) next);
            advance();
        }
        return text.toString();
    }

    private String quoted() throws IOException {
        int start = line;
        StringBuilder text = new StringBuilder();
        advance();
        while (true) {
            if (next == END) {
                throw new CatalogueException(name, start, "a quoted field never ends; close its quote");
            }
            if (next == '"') {
                advance();
                if (next != '"') {
                    break;
                }
            }
            text.append((char) next);
            advance();
        }
        if (next != END && next != ',' && next != '\n' && next != '\r') {
            throw new CatalogueException(
                    name, line, "text after a closing quote; put a comma there, or double a quote that is meant");
        }
        return text.toString();
    }

    private void endOfLine() throws IOException {
        if (next == '\r') {
            advance();
        }
        if (next == '\n') {
            advance();
        }
    }

    private void advance() throws IOException {
        if (next == '\n') {
            line++;
        }
        next = reader.read();
    }
}
