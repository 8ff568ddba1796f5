package io.wattledger.estimator.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wattledger.estimator.cli.fit.FitException;
import io.wattledger.estimator.trend.chart.Chart;
import io.wattledger.estimator.trend.chart.SvgChart;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wattledger calibrate}: what models take, from measurements of them, and how far it can be trusted. */
@Command(
        name = "calibrate",
        description =
                "Fits the energy of served language models, the time of images in vision models, or the energy of generated images and"
                        + " videos to measurements, and says how far off it is for models, families and GPUs that it has not seen.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nFile:%n",
        footer = {
            "  CSV with modelId,gpu,gpuCount,batchSize,inputTokens,outputTokens,acceleratorJoulesPerOutputToken; for models",
            "  that are in no catalogue also totalParamsBillions,activeParamsBillions,architecture,weightPrecision,series; and",
            "  task,stack if you like. The batch is the mean of the requests in flight, joules are of all accelerators, the",
            "  prompt's among them. The files of the ML.ENERGY benchmark, versions 2 and 3, are read as they are.",
            "  Or CSV of timm's inference benchmark (benchmark-infer-amp-nchw-pt240-cu124-rtx3090.csv; the name tells GPU and",
            "  software): images per second of vision models. Or CSV with modelId,gpu,gpuCount,batchSize,steps,width,height,",
            "  frames,acceleratorJoulesPerItem,stack of image and video generators of 'wattledger catalogue models'; the diffusion",
            "  runs of the ML.ENERGY benchmark, version 3, are read as they are. One kind at a time.",
            "",
            "Examples:",
            "  wattledger calibrate measured.csv",
            "  wattledger calibrate measured.csv ml_energy_v3_llm.csv --stack 'vLLM 0.14' --out coefficients.yaml",
            "  wattledger calibrate measured.csv --json",
            "  wattledger calibrate measured.csv --chart measured.svg",
            "  wattledger calibrate benchmark-infer-amp-nchw-pt240-cu124-rtx3090.csv --out vision.yaml",
            "  wattledger calibrate --report docs          writes docs/accuracy.md from the files in WATTLEDGER_REFERENCE_DATA",
            "",
            "Exit codes: 0 done, 1 a row is bad or the rows are too few, 2 misuse."
        })
public final class CalibrateCommand implements Callable<Integer> {

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
            description = "Writes accuracy.md into the folder; without files, from those of ML.ENERGY and timm.")
    private @Nullable Path report;

    @Option(
            names = "--chart",
            paramLabel = "FILE",
            description = "Draws predicted against measured, of what was left out, as SVG.")
    private @Nullable Path chart;

    @Option(names = "--json", description = "Prints one JSON value instead of tables.")
    private boolean json;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields.
    private CalibrateCommand() {}

    @Override
    public Integer call() throws IOException {
        Optional<CoefficientsWriter> writer = Optional.ofNullable(out).map(path -> new CoefficientsWriter(path, force));
        writer.ifPresent(CoefficientsWriter::requireWritable);
        Map<CalibrationKind, List<Path>> kinds = files.isEmpty() ? reference() : CalibrationKind.sorted(files);
        if (kinds.size() > 1 && (report == null || out != null || stack != null || chart != null)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "the files are of %s; calibrate one kind at a time (--report takes several, without --out, --stack and --chart)"
                            .formatted(kinds.keySet().stream()
                                    .map(CalibrationKind::subject)
                                    .collect(Collectors.joining(" and of "))));
        }
        List<CalibrationResult> results = new ArrayList<>();
        boolean sound = true;
        for (Map.Entry<CalibrationKind, List<Path>> kind : kinds.entrySet()) {
            CalibrationRows rows = kind.getKey().read(kind.getValue());
            rows.problems().forEach(this::complain);
            sound &= rows.problems().isEmpty();
            if (rows.isEmpty()) {
                complain("no row can be used");
                return Failures.FAILED;
            }
            try {
                results.add(rows.calibrate(
                        Optional.ofNullable(stack),
                        LocalDate.now(ZoneOffset.UTC),
                        progress(spec.commandLine().getErr())));
            } catch (FitException e) {
                complain(String.valueOf(e.getMessage()));
                return Failures.FAILED;
            }
        }
        print(results);
        return write(results, writer) && sound ? 0 : Failures.FAILED;
    }

    /** Writes what was asked for; nothing where a range is missing. */
    private boolean write(List<CalibrationResult> results, Optional<CoefficientsWriter> writer) throws IOException {
        List<String> missing = results.stream()
                .filter(result -> result.coefficients().isEmpty())
                .map(CalibrationResult::tooFew)
                .toList();
        missing.forEach(this::complain);
        if (!missing.isEmpty()) {
            return false;
        }
        if (writer.isPresent()) {
            writer.get().write(results.get(0).coefficients().orElseThrow());
        }
        if (chart != null) {
            draw(results.get(0).chart().orElseThrow(), chart);
        }
        if (report != null) {
            String page = AccuracyPage.markdown(results);
            for (CalibrationResult result : results) {
                Chart drawn = result.chart().orElseThrow();
                draw(drawn, report.resolve(AccuracyText.file(drawn)));
            }
            WholeFile.write(report.resolve("accuracy.md"), to -> to.append(page));
        }
        return true;
    }

    private static void draw(Chart chart, Path file) throws IOException {
        String svg = SvgChart.of(chart);
        WholeFile.write(file, to -> to.append(svg));
    }

    /** The files that the page is made of. */
    private Map<CalibrationKind, List<Path>> reference() {
        String folder = System.getenv(REFERENCE);
        if (report == null) {
            throw new ParameterException(spec.commandLine(), "name a file of measurements");
        }
        if (folder == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "name files of measurements, or the folder of %s in %s (README.md says where they are from)"
                            .formatted(
                                    CalibrationKind.all().stream()
                                            .flatMap(kind -> kind.referenceFiles().stream())
                                            .collect(Collectors.joining(", ")),
                                    REFERENCE));
        }
        return CalibrationKind.reference(Path.of(folder));
    }

    private void print(List<CalibrationResult> results) {
        PrintWriter printed = spec.commandLine().getOut();
        if (json) {
            List<ObjectNode> values =
                    results.stream().map(CalibrationResult::json).toList();
            Json.print(values.size() == 1 ? values.get(0) : values, printed);
        } else {
            results.forEach(result -> result.print(printed));
        }
        printed.flush();
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
