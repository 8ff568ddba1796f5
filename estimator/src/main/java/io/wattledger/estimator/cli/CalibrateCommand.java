package io.wattledger.estimator.cli;

import io.wattledger.estimator.cli.fit.LeftOut;
import io.wattledger.estimator.cli.fit.LeftOut.Group;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wattledger calibrate}: the serving roofline from measurements of language models, and how far it can be trusted. */
@Command(
        name = "calibrate",
        description =
                "Fits the energy of served language models to measurements, and says how far off it is for models,"
                        + " families, series and GPUs that it has not seen.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nFile:%n",
        footer = {
            "  CSV with modelId,gpu,gpuCount,batchSize,inputTokens,outputTokens,acceleratorJoulesPerOutputToken; for models",
            "  that are in no catalogue also totalParamsBillions,activeParamsBillions,architecture,weightPrecision,series; and",
            "  task,stack if you like. The batch is the mean of the requests in flight, joules are of all accelerators, the",
            "  prompt's among them. The files of the ML.ENERGY benchmark, versions 2 and 3, are read as they are.",
            "",
            "Examples:",
            "  wattledger calibrate measured.csv",
            "  wattledger calibrate measured.csv ml_energy_v3_llm.csv --stack 'vLLM 0.14' --out coefficients.yaml",
            "  wattledger calibrate measured.csv --json",
            "  wattledger calibrate --report docs          writes docs/accuracy.md from the files in WATTLEDGER_REFERENCE_DATA",
            "",
            "Exit codes: 0 done, 1 a row is bad or the rows are too few, 2 misuse."
        })
public final class CalibrateCommand implements Callable<Integer> {

    static final List<String> FILES = List.of("ml_energy_v3_llm.csv", "ml_energy_v2_llm.csv");

    private static final String REFERENCE = "WATTLEDGER_REFERENCE_DATA";
    private static final Duration SOON = Duration.ofSeconds(2);

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "0..*", description = "Measurements: CSV with a header.")
    private List<Path> files = List.of();

    @Option(
            names = "--stack",
            paramLabel = "NAME",
            description = "The software to calibrate for; rows of others count less. Default: the one with most rows.")
    private @Nullable String stack;

    @Option(names = "--out", paramLabel = "FILE", description = "Writes the coefficients as YAML for --coefficients.")
    private @Nullable Path out;

    @Option(names = "--force", description = "Lets --out replace a file.")
    private boolean force;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Writes accuracy.md into the folder; without files, from those of the ML.ENERGY benchmark.")
    private @Nullable Path report;

    @Option(names = "--json", description = "Prints one JSON value instead of tables.")
    private boolean json;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields.
    private CalibrateCommand() {}

    @Override
    public Integer call() throws IOException {
        Optional<CoefficientsWriter> writer = Optional.ofNullable(out).map(path -> new CoefficientsWriter(path, force));
        writer.ifPresent(CoefficientsWriter::requireWritable);
        Measurements measurements = Measurements.read(files.isEmpty() ? reference() : files);
        measurements.problems().forEach(this::complain);
        if (measurements.rows().isEmpty()) {
            complain("no row can be used");
            return Failures.FAILED;
        }
        if (stack != null) {
            measurements.requireStack(stack);
        }
        Calibration calibration = Calibration.of(
                measurements,
                stack == null ? measurements.mainStack() : stack,
                LocalDate.now(ZoneOffset.UTC),
                progress(spec.commandLine().getErr()));
        print(calibration);
        if (calibration.entry().isEmpty()) {
            complain(tooFew(calibration));
            return Failures.FAILED;
        }
        if (writer.isPresent()) {
            writer.get().write(calibration.entry().get().map());
        }
        if (report != null) {
            String page = AccuracyPage.markdown(calibration);
            WholeFile.write(report.resolve("accuracy.md"), to -> to.append(page));
        }
        return measurements.problems().isEmpty() ? 0 : Failures.FAILED;
    }

    /** The files that the page is made of. */
    private List<Path> reference() {
        String folder = System.getenv(REFERENCE);
        if (report == null || folder == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    report == null
                            ? "name a file of measurements"
                            : "name files of measurements, or the folder of %s in %s (https://github.com/ml-energy/leaderboard)"
                                    .formatted(String.join(" and ", FILES), REFERENCE));
        }
        return FILES.stream().map(Path.of(folder)::resolve).toList();
    }

    private void print(Calibration calibration) {
        PrintWriter printed = spec.commandLine().getOut();
        if (json) {
            Json.print(CalibrationReport.json(calibration), printed);
        } else {
            CalibrationReport.print(calibration, printed);
        }
        printed.flush();
    }

    private static String tooFew(Calibration calibration) {
        long families = LeftOut.groups(calibration.measurements().rows(), calibration.stack(), Group.FAMILY);
        return ("%d of the families that a range needs: %d (models of one series and one architecture), measured with %s."
                        + " No range can be told, and nothing was written. Add rows of other models, or of a benchmark such"
                        + " as ML.ENERGY's")
                .formatted(families, Calibration.LEAST_FAMILIES, calibration.stack());
    }

    private void complain(String problem) {
        spec.commandLine().getErr().println(spec.qualifiedName() + ": " + problem);
    }

    /** Silent while it is quick. */
    private Consumer<String> progress(PrintWriter err) {
        long begun = System.nanoTime();
        return step -> {
            if (System.nanoTime() - begun > SOON.toNanos()) {
                err.println(spec.qualifiedName() + ": " + step + " …");
                err.flush();
            }
        };
    }
}
