package io.wattledger.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wattledger.app.App;
import io.wattledger.bench.contender.ClientSettings;
import io.wattledger.bench.load.Skew;
import io.wattledger.bench.report.BenchJson;
import io.wattledger.bench.report.Machine;
import io.wattledger.bench.report.Outcome;
import io.wattledger.bench.report.ReportFolder;
import io.wattledger.bench.report.TextReport;
import io.wattledger.estimator.cli.Json;
import io.wattledger.servers.ServerStartException;
import io.wattledger.standalone.DataFolder;
import io.wattledger.standalone.Logging;
import io.wattledger.standalone.Terminals;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wattledger bench}. */
@Command(
        name = "wattledger bench",
        description = {
            "Measures how many events a second are booked, beside what else one could use for it.",
            "Each contender is a process of its own, and so is the broker; they take turns on the same topic."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  wattledger bench                                    everything; takes hours",
            "  wattledger bench --only throughput --events 5000000 --rounds 1",
            "  wattledger bench --only throughput --with jet --contender wattledger,jet",
            "  wattledger bench --with flink,jet --json | jq .ratios",
            "",
            "Exit codes: 0 measured, whether the goals are met or not; 1 failed, or the books of the contenders differ;",
            "2 misuse; 130 stopped by Ctrl-C, 143 by SIGTERM."
        })
public final class Main implements Callable<Integer> {

    private static final int FAILED = 1;
    private static final int HELP_WIDTH = 110;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "20000000",
            description = "Events of a topic that are measured; the warm-up has more. Default: ${DEFAULT-VALUE}.")
    private long events;

    @Option(
            names = "--partitions",
            paramLabel = "P",
            defaultValue = "4",
            description = "Partitions of each topic. Default: ${DEFAULT-VALUE}.")
    private int partitions;

    @Option(
            names = "--threads",
            paramLabel = "T",
            defaultValue = "1",
            description = "Threads of each contender. Default: ${DEFAULT-VALUE}.")
    private int threads;

    @Option(
            names = "--skew",
            paramLabel = "zipf|uniform",
            defaultValue = "zipf",
            description = "How events spread over the live keys. Default: ${DEFAULT-VALUE}.")
    private Skew skew;

    @Option(
            names = "--cardinality",
            paramLabel = "K",
            defaultValue = "1000",
            description = "Live combinations of team, project, model, GPU and region. Default: ${DEFAULT-VALUE}.")
    private int cardinality;

    @Option(
            names = "--span",
            paramLabel = "S",
            defaultValue = "60",
            description = "Seconds of event time that the events cover. Default: ${DEFAULT-VALUE}.")
    private long span;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "60",
            description = "How long a contender is measured at most. Default: ${DEFAULT-VALUE}.")
    private long seconds;

    @Option(
            names = "--rounds",
            paramLabel = "R",
            defaultValue = "3",
            description = "How often each contender runs. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--dedup-horizon",
            paramLabel = "S",
            defaultValue = "3600",
            description = "Seconds for which duplicates are recognised by the contender that looks for them."
                    + " Default: ${DEFAULT-VALUE}.")
    private long dedupHorizon;

    @Option(
            names = "--with",
            paramLabel = "ENGINE",
            split = ",",
            description = "Engines that take part too: flink, jet.")
    private List<String> engines = List.of();

    @Option(
            names = "--only",
            paramLabel = "SECTION",
            split = ",",
            description = "Sections to run: ${COMPLETION-CANDIDATES}. Default: all.")
    private List<Section> only = List.of();

    @Option(
            names = "--contender",
            paramLabel = "NAME",
            split = ",",
            description = "Who takes turns on the common topic, for example wattledger,jet. Default: all.")
    private List<String> contenders = List.of();

    @Option(names = "--json", description = "Prints everything that is known of the run as one JSON object.")
    private boolean json;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Writes performance.json and performance.svg there, and the figures into performance.md;"
                    + " a page that is there keeps what stands around them.")
    private @Nullable Path report;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Folder of the run, kept with all logs. Default: a temporary one, deleted unless the run fails.")
    private @Nullable Path data;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields.
    private Main() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setUsageHelpWidth(HELP_WIDTH)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Section.class, Main::section);
    }

    private static Section section(String name) {
        return Arrays.stream(Section.values())
                .filter(section -> section.option().equals(name))
                .findFirst()
                .orElseThrow(() -> new CommandLine.TypeConversionException(
                        "'%s' is no section; write some of %s".formatted(name, Arrays.toString(Section.values()))));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        checkOptions();
        PrintWriter err = spec.commandLine().getErr();
        Optional<ReportFolder> files = reportFolder();
        DataFolder folder = DataFolder.open(data);
        Logging.toFile(folder.path().resolve("bench.log"));
        Settings settings = settings(folder.path());
        Told told = new Told(err, Terminals.onError());
        Bench bench = new Bench(settings, told);
        AtomicBoolean stopping = new AtomicBoolean();
        Thread stop = new Thread(
                () -> {
                    stopping.set(true);
                    bench.close();
                    delete(folder);
                },
                "stop");
        Runtime.getRuntime().addShutdownHook(stop);
        boolean done = false;
        try (bench) {
            Outcome outcome = bench.run();
            bench.close();
            tell(settings, outcome, files);
            done = true;
            return outcome.wrongBooks().isEmpty() && outcome.failures().isEmpty() ? 0 : FAILED;
        } catch (BenchException | KafkaException | ServerStartException e) {
            if (!stopping.get()) {
                told.done();
                err.println("wattledger bench: " + e.getMessage());
            }
            return FAILED;
        } finally {
            if (!stopping.get()) {
                end(stop, folder, done, err);
            }
        }
    }

    private void checkOptions() {
        require(events >= 1, "--events is %d; write 1 or more", events);
        require(partitions >= 1, "--partitions is %d; write 1 or more", partitions);
        require(threads >= 1, "--threads is %d; write 1 or more", threads);
        require(cardinality >= 1, "--cardinality is %d; write 1 or more", cardinality);
        require(span >= 1, "--span is %d; write 1 or more seconds", span);
        require(seconds >= 1, "--seconds is %d; write 1 or more", seconds);
        require(rounds >= 1, "--rounds is %d; write 1 or more", rounds);
        require(dedupHorizon >= 1, "--dedup-horizon is %d; write 1 or more seconds", dedupHorizon);
        for (String engine : engines) {
            require(Contenders.engines().contains(engine), "--with %s is not known; write flink, jet or both", engine);
        }
        List<String> names = Contenders.names(sections(), new LinkedHashSet<>(engines));
        for (String contender : contenders) {
            require(
                    names.contains(contender),
                    "--contender %s does not run with these --only and --with; "
                            + (names.isEmpty()
                                    ? "contenders run with --only throughput or threads"
                                    : "write some of " + String.join(", ", names)),
                    contender);
        }
    }

    private Set<Section> sections() {
        return only.isEmpty() ? EnumSet.allOf(Section.class) : EnumSet.copyOf(only);
    }

    private void require(boolean holds, String problem, Object value) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), problem.formatted(value));
        }
    }

    private Settings settings(Path folder) {
        return new Settings(
                events,
                partitions,
                threads,
                skew,
                cardinality,
                Duration.ofSeconds(span),
                Duration.ofSeconds(seconds),
                rounds,
                Duration.ofSeconds(dedupHorizon),
                sections(),
                new LinkedHashSet<>(engines),
                Set.copyOf(contenders),
                folder,
                Path.of(System.getProperty("wattledger.root", ".")));
    }

    /** Before hours are spent on a run whose report cannot be written. */
    private Optional<ReportFolder> reportFolder() {
        try {
            return report == null ? Optional.empty() : Optional.of(ReportFolder.open(report));
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(), "--report: " + e.getMessage(), e);
        }
    }

    private void tell(Settings settings, Outcome outcome, Optional<ReportFolder> files) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Machine machine = Machine.here();
        ObjectNode all = BenchJson.of(outcome, told(settings), machine);
        if (files.isPresent()) {
            files.get().write(outcome, all, machine);
        }
        if (json) {
            Json.print(all, out);
        } else {
            TextReport.lines(outcome, machine).forEach(out::println);
        }
        out.flush();
    }

    private static Map<String, Object> told(Settings settings) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("events", settings.events());
        told.put("partitions", settings.partitions());
        told.put("threads", settings.threads());
        told.put("skew", settings.skew().toString());
        told.put("cardinality", settings.cardinality());
        told.put("spanSeconds", settings.span().toSeconds());
        told.put("limitSeconds", settings.limit().toSeconds());
        told.put("rounds", settings.rounds());
        told.put("warmUpSeconds", Settings.WARM_UP.toSeconds());
        told.put("dedupHorizonSeconds", settings.dedupHorizon().toSeconds());
        told.put("commitIntervalMillis", Settings.COMMIT_INTERVAL.toMillis());
        told.put("clients", ClientSettings.ALL);
        told.put("sections", settings.sections().stream().map(Section::option).toList());
        return told;
    }

    private static void end(Thread stop, DataFolder folder, boolean done, PrintWriter err) {
        try {
            Runtime.getRuntime().removeShutdownHook(stop);
        } catch (IllegalStateException e) {
            return;
        }
        if (done) {
            delete(folder);
        } else {
            err.println("wattledger bench: logs and data are kept in " + folder.path());
        }
    }

    private static void delete(DataFolder folder) {
        try {
            folder.close();
        } catch (IOException e) {
            System.getLogger(Main.class.getName()).log(System.Logger.Level.WARNING, "not deleted: " + folder.path(), e);
        }
    }

    /** The version of this build. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"wattledger " + App.version()};
        }
    }
}
