package io.wattledger.standalone.report;

import io.wattledger.books.Spreadsheets;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** CSV (RFC 4180, UTF-8), a header and a line for each row; what is unknown is empty, and no text is a formula. */
final class CsvFormat implements Format {

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
        return column.type() == Columns.Type.TEXT ? Spreadsheets.harmless(text) : text;
    }
}
