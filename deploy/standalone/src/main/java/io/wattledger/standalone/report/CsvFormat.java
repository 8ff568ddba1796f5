package io.wattledger.standalone.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** CSV (RFC 4180, UTF-8), a header and a line for each row; what is unknown is empty. */
final class CsvFormat implements Format {

    /** What a spreadsheet would run; an apostrophe before it makes it a text. */
    private static final String RUN = "=+-@\t\r";

    @Override
    public void write(Report report, OutputStream out) throws IOException {
        List<Columns.Column> columns = Columns.of(report);
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        CSVPrinter printer = new CSVPrinter(writer, CSVFormat.RFC4180);
        printer.printRecord(columns.stream().map(Columns.Column::name));
        for (Row row : report.rows()) {
            printer.printRecord(columns.stream().map(column -> cell(column, row)));
        }
        printer.flush();
    }

    private static String cell(Columns.Column column, Row row) {
        String text = column.value().apply(row).map(Columns::text).orElse("");
        return column.type() == Columns.Type.TEXT ? harmless(text) : text;
    }

    /** Names of teams and models come from outside. */
    static String harmless(String text) {
        return text.isEmpty() || RUN.indexOf(text.charAt(0)) < 0 ? text : "'" + text;
    }
}
