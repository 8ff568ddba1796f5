package io.wattledger.estimator.cli;

import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.cli.fit.Coefficient;
import io.wattledger.estimator.cli.fit.FitException;
import io.wattledger.estimator.cli.fit.Interval;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What the fits have in common: the file, what it was measured on, and where the result goes. */
final class FitOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "Measurements: CSV with a header; other columns are ignored.")
    private Path file;

    @Option(
            names = "--where",
            paramLabel = "COLUMN=VALUE",
            description = "Takes only rows with this text in a column; may be given again for another column.")
    private Map<String, String> where = new LinkedHashMap<>();

    @Option(
            names = "--hardware",
            paramLabel = "NAME",
            defaultValue = "unnamed",
            description = "What they were measured on; goes into the coefficients. Default: ${DEFAULT-VALUE}.")
    private String hardware;

    @Option(names = "--out", paramLabel = "FILE", description = "Writes the coefficients as YAML for --coefficients.")
    private @Nullable Path out;

    @Option(names = "--force", description = "Lets --out replace a file.")
    private boolean force;

    @Option(names = "--json", description = "Prints one JSON value instead of tables.")
    boolean json;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields.
    private FitOptions() {}

    String hardware() {
        return hardware;
    }

    Path file() {
        return file;
    }

    boolean writes() {
        return out != null;
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** What one kind of fit adds. */
    interface Fitting {

        /** Fits the good rows and prints the result. */
        Map<String, Object> entry(NumberTable table, String source) throws IOException;
    }

    /**
     * Reads, fits, prints and writes; bad rows are reported and the good ones used.
     *
     * @return the exit code: 1 where a row was bad or the rows settle nothing
     */
    int run(List<NumberTable.Column> columns, Fitting fitting) throws IOException {
        String command = spec.qualifiedName();
        PrintWriter err = spec.commandLine().getErr();
        if (hardware.isBlank()) {
            throw new EstimateException("--hardware is empty; name what was measured, or leave it out");
        }
        Optional<CoefficientsWriter> writer = Optional.ofNullable(out).map(path -> new CoefficientsWriter(path, force));
        writer.ifPresent(CoefficientsWriter::requireWritable);
        NumberTable table = NumberTable.read(file, columns, where);
        table.report(command, err);
        try {
            String source = table.source(file) + (where.isEmpty() ? "" : " with " + NumberTable.words(where));
            Map<String, Object> numbers = fitting.entry(table, source);
            if (writer.isPresent()) {
                writer.get().write(numbers);
            }
        } catch (FitException e) {
            err.println(command + ": " + file + ": " + e.getMessage());
            return Failures.FAILED;
        }
        return table.problems().isEmpty() ? 0 : Failures.FAILED;
    }

    /** What every entry of a coefficients file begins with. */
    Map<String, Object> provenance(String kind, String source, double rSquared) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("kind", kind);
        entry.put("hardware", hardware);
        entry.put("fittedOn", today());
        entry.put("source", source);
        entry.put("rSquared", rSquared);
        return entry;
    }

    static String today() {
        return LocalDate.now(ZoneOffset.UTC).toString();
    }

    static Map<String, Double> values(List<Coefficient> coefficients) {
        Map<String, Double> values = new LinkedHashMap<>();
        coefficients.forEach(each -> values.put(each.name(), each.value()));
        return values;
    }

    static Map<String, double[]> intervals(List<Coefficient> coefficients) {
        Map<String, double[]> intervals = new LinkedHashMap<>();
        for (Coefficient each : coefficients) {
            each.interval()
                    .ifPresent(interval -> intervals.put(each.name(), new double[] {interval.low(), interval.high()}));
        }
        return intervals;
    }

    /** Names of what ended at a bound: it has no interval. */
    static List<String> held(List<Coefficient> coefficients) {
        return coefficients.stream()
                .filter(each -> each.origin() == Coefficient.Origin.BOUND)
                .map(Coefficient::name)
                .toList();
    }

    static void printCoefficients(List<Coefficient> coefficients, Map<String, String> labels, PrintWriter out) {
        Columns table = new Columns("coefficient", "value", "95 % from", "to", "");
        for (Coefficient each : coefficients) {
            table.row(
                    labels.getOrDefault(each.name(), each.name()),
                    number(each.value()),
                    each.interval().map(Interval::low).map(FitOptions::number).orElse("–"),
                    each.interval().map(Interval::high).map(FitOptions::number).orElse("–"),
                    each.origin().note());
        }
        table.print(out);
    }

    static String number(double value) {
        return value == 0 ? "0" : String.format(Locale.ROOT, "%.4g", value);
    }
}
