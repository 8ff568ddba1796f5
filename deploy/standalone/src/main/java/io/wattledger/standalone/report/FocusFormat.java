package io.wattledger.standalone.report;

import io.wattledger.books.Spreadsheets;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * FOCUS 1.3, the FinOps Open Cost and Usage Specification (ratified December 2025, focus.finops.org): the Cost and Usage
 * dataset as CSV, UTF-8, RFC 4180. A file serves readers of 1.2 as well.
 *
 * <p>FOCUS has no null for costs. Without prices nothing is billed: costs are 0, and the currency is XXX, by which ISO 4217 says
 * that there is none, rather than one that nobody chose. What is unknown stays null wherever FOCUS lets it be, so in
 * all columns of our own.
 */
final class FocusFormat implements Format {

    /** What a report must be broken down by, in this order. */
    static final List<Field> FIELDS = List.of(Field.values());

    /** What a FOCUS file answers. A charge belongs to one month, so it is not of a whole period. */
    static Question question(Span span, Span.Granularity granularity, Map<Field, Set<String>> filters) {
        return new Question(span, granularity, FIELDS, filters, true, Optional.empty());
    }

    /** @throws IllegalArgumentException if the report answers another question */
    @Override
    public void write(Report report, OutputStream out) throws IOException {
        Question asked = report.question();
        if (!asked.by().equals(FIELDS) || !asked.corrections() || asked.granularity() == Span.Granularity.TOTAL) {
            throw new IllegalArgumentException(
                    "FOCUS needs a report by " + FIELDS + " with corrections, in months or less");
        }
        Map<FocusCharge.RevisionKey, String> methods = FocusCharge.methods(report.state());
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        CSVPrinter csv = new CSVPrinter(writer, CSVFormat.RFC4180);
        csv.printRecord(FocusColumns.ALL.stream().map(FocusColumns.Column::name));
        for (Row row : report.rows()) {
            FocusCharge charge = new FocusCharge(report, row, methods);
            csv.printRecord(
                    FocusColumns.ALL.stream().map(column -> cell(column.value().apply(charge))));
        }
        csv.flush();
    }

    /** Null is nothing between two commas. */
    private static String cell(Optional<?> value) {
        return value.map(known -> known instanceof String text ? Spreadsheets.harmless(text) : Columns.text(known))
                .orElse("");
    }
}
