package io.wattledger.estimator.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wattledger.estimator.Estimate;
import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.Quantity;
import io.wattledger.estimator.cli.Question.Field;
import io.wattledger.estimator.method.Answer;
import io.wattledger.estimator.method.Estimator;
import io.wattledger.estimator.method.Model;
import io.wattledger.estimator.method.Models;
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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
    private static final int REMEMBERED = 10_000;
    private static final int PROGRESS_EVERY = 100_000;
    private static final List<String> RESULTS = List.of(
            "estimatedBy",
            "energyJoulesLow",
            "energyJoulesCentral",
            "energyJoulesHigh",
            "waterLitresLow",
            "waterLitresCentral",
            "waterLitresHigh",
            "carbonGramsLow",
            "carbonGramsCentral",
            "carbonGramsHigh",
            "warnings",
            "error");

    private final TextEstimator estimator;
    private final Map<Field, String> defaults;
    private final boolean json;
    private final CommandLine command;
    private final Map<Question, Result> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Question, Result> eldest) {
            return size() > REMEMBERED;
        }
    };
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
        this.estimator = new TextEstimator(estimator, fitted, name -> byName.computeIfAbsent(name, models::require));
        this.defaults = defaults;
        this.json = json;
        this.command = command;
    }

    /** What became of a line. */
    private record Result(Optional<Answer> answer, String error) {
        static Result failed(String error) {
            return new Result(Optional.empty(), error);
        }
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
            BulkHeader header = new BulkHeader(List.of(records.next().values()), name, RESULTS, defaults);
            CSVPrinter printer = new CSVPrinter(out, format);
            if (!json) {
                printer.printRecord(concat(header.kept(), RESULTS));
            }
            while (records.hasNext()) {
                CSVRecord record = records.next();
                line(record, parser.getCurrentLineNumber(), name, header, printer, out);
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

    private void line(CSVRecord record, long number, String name, BulkHeader header, CSVPrinter printer, Appendable out)
            throws IOException {
        lines++;
        Result result = record.size() == header.size()
                ? known.computeIfAbsent(header.question(record), this::result)
                : Result.failed("%d fields under %d columns; quote fields that hold a comma"
                        .formatted(record.size(), header.size()));
        if (!result.error().isEmpty()) {
            failed++;
            if (reported.size() < REPORTED && reported.add(result.error())) {
                command.getErr().printf("%s, line %d: %s%n", name, number, result.error());
            }
        }
        if (json) {
            out.append(Json.line(json(header, record, result))).append('\n');
        } else {
            printer.printRecord(concat(header.kept(record), values(result)));
        }
        if (lines % PROGRESS_EVERY == 0) {
            command.getErr().printf(Locale.ROOT, "%,d lines%n", lines);
        }
    }

    /** The columns that come back, then the answer. */
    private static ObjectNode json(BulkHeader header, CSVRecord record, Result result) {
        ObjectNode json = Json.object();
        ObjectNode line = json.putObject("line");
        List<String> values = header.kept(record);
        for (int i = 0; i < values.size(); i++) {
            line.put(header.kept().get(i), values.get(i));
        }
        result.answer().ifPresent(answer -> json.setAll(AnswerJson.of(answer)));
        json.put("error", result.error().isEmpty() ? null : result.error());
        return json;
    }

    private static List<String> concat(List<String> first, List<String> second) {
        List<String> both = new ArrayList<>(first);
        both.addAll(second);
        return both;
    }

    private Result result(Question question) {
        try {
            Answer answer = estimator.answer(question);
            return new Result(Optional.of(answer), "");
        } catch (EstimateException e) {
            return Result.failed(String.valueOf(e.getMessage()));
        }
    }

    private static List<String> values(Result result) {
        List<String> values = new ArrayList<>(RESULTS.size());
        values.add(result.answer().map(answer -> answer.cost().method()).orElse(""));
        range(result.answer().map(Answer::energy), values);
        range(result.answer().flatMap(Answer::water), values);
        range(result.answer().flatMap(Answer::carbon), values);
        values.add(result.answer()
                .map(answer -> String.join("; ", answer.warnings()))
                .orElse(""));
        values.add(result.error());
        return values;
    }

    private static <Q extends Quantity<Q>> void range(Optional<Estimate<Q>> estimate, List<String> values) {
        values.add(estimate.map(each -> Double.toString(each.low().value())).orElse(""));
        values.add(estimate.map(each -> Double.toString(each.central().value())).orElse(""));
        values.add(estimate.map(each -> Double.toString(each.high().value())).orElse(""));
    }
}
