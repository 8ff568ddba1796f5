package io.wattledger.estimator.cli;

import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.cli.Question.Field;
import io.wattledger.estimator.method.Estimator;
import io.wattledger.estimator.method.Model;
import io.wattledger.estimator.method.Models;
import io.wattledger.estimator.serving.ServingRoofline;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * Estimates each line of a file, in one pass and in constant memory. A line that cannot be estimated keeps its place and
 * says why; the command then ends with 1.
 */
final class BulkEstimate {

    private static final int REPORTED = 20;
    private static final int PROGRESS_EVERY = 100_000;

    private final TextEstimator estimator;
    private final ServingRoofline roofline;
    private final Map<Field, String> defaults;
    private final boolean json;
    private final CommandLine command;
    private final Map<String, Model> byName = new HashMap<>();
    private final Set<String> reported = new HashSet<>();
    private long lines;
    private long failed;

    BulkEstimate(
            Models models,
            Estimator estimator,
            Coefficients.Fitted fitted,
            Map<Field, String> defaults,
            boolean json,
            CommandLine command) {
        this.roofline = fitted.serving();
        this.estimator = new TextEstimator(estimator, fitted, name -> byName.computeIfAbsent(name, models::require));
        this.defaults = defaults;
        this.json = json;
        this.command = command;
    }

    /**
     * Runs to the end of the file. The output appears under its name when it is whole.
     *
     * @return the exit code
     */
    int run(Path input, @Nullable Path output) throws IOException {
        if (output != null) {
            WholeFile.requireFile(output, "--output");
            if (Files.exists(output) && Files.exists(input) && Files.isSameFile(input, output)) {
                throw new EstimateException("--output %s: is the input; name another file".formatted(output));
            }
        }
        try (Reader reader = reader(input)) {
            if (output == null) {
                copy(reader, input.toString(), command.getOut());
                command.getOut().flush();
            } else {
                WholeFile.write(output, writer -> copy(reader, input.toString(), writer));
            }
        }
        PrintWriter err = command.getErr();
        if (output != null || failed > 0) {
            err.printf(
                    Locale.ROOT,
                    "%,d lines: %,d estimated, %,d not%s%n",
                    lines,
                    lines - failed,
                    failed,
                    failed == 0 ? "" : " (each has its reason in 'error'; above is the first line of each reason)");
        }
        return failed == 0 ? 0 : Failures.FAILED;
    }

    private static Reader reader(Path input) throws IOException {
        return input.toString().equals("-")
                ? new InputStreamReader(System.in, StandardCharsets.UTF_8)
                : Files.newBufferedReader(input);
    }

    private void copy(Reader reader, String name, Appendable out) throws IOException {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setIgnoreEmptyLines(true)
                .setRecordSeparator("\n")
                .get();
        try (CSVParser parser = format.parse(reader)) {
            var records = parser.iterator();
            if (!records.hasNext()) {
                throw new EstimateException(
                        "%s: empty; begin with a header of the columns %s".formatted(name, Field.columns()));
            }
            BulkLines each = lines(List.of(records.next().values()), name);
            CSVPrinter printer = new CSVPrinter(out, format);
            if (!json) {
                printer.printRecord(each.columns());
            }
            while (records.hasNext()) {
                CSVRecord record = records.next();
                line(record, parser.getCurrentLineNumber(), name, each, printer, out);
            }
            printer.flush();
        } catch (UncheckedIOException e) {
            throw malformed(name, e);
        } catch (CSVException e) {
            throw malformed(name, e);
        }
    }

    private static EstimateException malformed(String name, Exception cause) {
        return new EstimateException(
                "%s is no well-formed CSV (%s); mend it and run again".formatted(name, cause.getMessage()));
    }

    /** What kind of file its columns tell. */
    private BulkLines lines(List<String> columns, String name) {
        if (columns.stream().map(BulkColumns::name).anyMatch(ServedLines.TELLING::equals)) {
            defaults.keySet().stream()
                    .filter(field -> !ServedLines.COLUMNS.contains(field.inEvents()))
                    .findFirst()
                    .ifPresent(field -> {
                        throw new EstimateException(
                                "%s describes models by their parameters, which says nothing of %s; leave it out"
                                        .formatted(name, field.column()));
                    });
            Map<String, String> texts = new HashMap<>();
            defaults.forEach((field, text) -> texts.put(field.inEvents(), text));
            return new ServedLines(columns, name, texts, roofline);
        }
        return new QuestionLines(new BulkHeader(columns, name, QuestionLines.RESULTS, defaults), estimator);
    }

    private void line(CSVRecord record, long number, String name, BulkLines each, CSVPrinter printer, Appendable out)
            throws IOException {
        lines++;
        int columns = each.width();
        BulkLines.Outcome outcome = record.size() == columns
                ? each.answer(record)
                : each.refuse(
                        record,
                        "%d fields under %d columns; quote fields that hold a comma".formatted(record.size(), columns));
        if (!outcome.error().isEmpty()) {
            failed++;
            if (reported.size() < REPORTED && reported.add(outcome.error())) {
                command.getErr().printf("%s, line %d: %s%n", name, number, outcome.error());
            }
        }
        if (json) {
            out.append(Json.line(outcome.json().get())).append('\n');
        } else {
            printer.printRecord(outcome.values());
        }
        if (lines % PROGRESS_EVERY == 0) {
            command.getErr().printf(Locale.ROOT, "%,d lines%n", lines);
        }
    }
}
