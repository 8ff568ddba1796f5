package io.wattledger.standalone;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wattledger.estimator.cli.Json;
import io.wattledger.estimator.cli.WholeFile;
import io.wattledger.standalone.torture.Torture;
import io.wattledger.standalone.torture.TortureException;
import io.wattledger.standalone.torture.TortureReport;
import io.wattledger.standalone.torture.TortureResult;
import io.wattledger.standalone.torture.TortureSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wattledger torture}: everything that can break is broken, and the books must be right. */
@Command(
        name = "torture",
        description = {
            "Kills, stops and starts everything while events come in, and audits the books afterwards.",
            "A broker, a schema registry and instances of the application run on this machine as processes of their",
            "own; a seeded plan says what happens to them, and when."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  wattledger torture                              five minutes, at least 20 kills",
            "  wattledger torture --minutes 60 --seed 7 --report torture.json",
            "  wattledger torture --json | jq '.failures'",
            "",
            "Faults: kill -9 of instances, broker and all at once; broker and registry stopped; an instance that stands",
            "still beyond its session; rebalances; a full disk (as root on Linux); a backlog of 24 hours; costs that",
            "arrive late, revisions into the past and in place, withdrawn and overlapping ones. Beside it runs the same",
            "as a topology of the documentation, and the report shows what that one loses.",
            "Exit codes: 0 all planned kills done, caught up and clean; 1 not so; 2 misuse;",
            "130 stopped by Ctrl-C, 143 by SIGTERM."
        })
final class TortureCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(TortureCommand.class);

    private static final int FAILED = 1;
    private static final double LEAST_MINUTES = 0.5;
    private static final double MOST_MINUTES = 1_440;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "5",
            description = "How long load and faults last, 0.5 or more. Default: ${DEFAULT-VALUE}.")
    private double minutes;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Seed of events and faults. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Writes everything that is known of the run as JSON.")
    private @Nullable Path report;

    @Option(names = "--json", description = "Prints the same on standard output.")
    private boolean json;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder of the run, empty or new; kept. Default: a temporary one, kept if the run fails,"
                    + " deleted if it passes or is stopped.")
    private @Nullable Path data;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields.
    private TortureCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        checkOptions();
        PrintWriter err = spec.commandLine().getErr();
        DataFolder folder;
        try {
            folder = DataFolder.open(data);
        } catch (IOException e) {
            err.println("wattledger torture: the data folder cannot be used: " + e);
            return FAILED;
        }
        Logging.toFile(folder.path().resolve("torture.log"));
        var settings = new TortureSettings(
                seed, Duration.ofMillis((long) (minutes * 60_000)), folder.path(), Main.class.getName());
        Torture torture = new Torture(settings, progress(err));
        AtomicBoolean stopping = new AtomicBoolean();
        Thread stop = new Thread(() -> stop(torture, folder, stopping), "stop");
        Runtime.getRuntime().addShutdownHook(stop);
        boolean passed = false;
        try (torture) {
            TortureResult result = torture.run();
            torture.close();
            tell(result);
            passed = result.passed();
        } catch (TortureException | KafkaException e) {
            if (!stopping.get()) {
                err.println("wattledger torture: " + e.getMessage());
                tellFailure(torture, String.valueOf(e.getMessage()), err);
            }
        } catch (IOException e) {
            err.println("wattledger torture: the report cannot be written: " + e);
        } finally {
            if (!stopping.get()) {
                end(stop, folder, passed, err);
            }
        }
        return passed ? 0 : FAILED;
    }

    private void checkOptions() throws IOException {
        if (!(minutes >= LEAST_MINUTES && minutes <= MOST_MINUTES)) {
            throw misuse("--minutes is %s; write %s to %.0f".formatted(minutes, LEAST_MINUTES, MOST_MINUTES));
        }
        if (report != null) {
            WholeFile.problem(report).ifPresent(problem -> {
                throw misuse("--report: " + problem);
            });
        }
        if (data != null && Files.isDirectory(data)) {
            try (Stream<Path> files = Files.list(data)) {
                if (files.findAny().isPresent()) {
                    throw misuse("--data " + data + " is not empty; a run begins with books of its own");
                }
            }
        }
    }

    private ParameterException misuse(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }

    private static Consumer<String> progress(PrintWriter err) {
        return Terminals.onError() ? err::println : line -> {};
    }

    private void tell(TortureResult result) throws IOException {
        var all = TortureReport.json(result);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Json.print(all, out);
        } else {
            TortureReport.lines(result).forEach(out::println);
        }
        out.flush();
        write(all);
    }

    /** A run that broke off has a report too. */
    private void tellFailure(Torture torture, String failure, PrintWriter err) {
        ObjectNode all = torture.broken(failure);
        if (json) {
            PrintWriter out = spec.commandLine().getOut();
            Json.print(all, out);
            out.flush();
        }
        try {
            write(all);
        } catch (IOException e) {
            err.println("wattledger torture: the report cannot be written: " + e);
        }
    }

    private void write(ObjectNode all) throws IOException {
        if (report != null) {
            Json.write(all, report);
        }
    }

    /** Ctrl-C and SIGTERM: the JVM waits until nothing of the run is left. */
    private static void stop(Torture torture, DataFolder folder, AtomicBoolean stopping) {
        stopping.set(true);
        torture.close();
        delete(folder);
    }

    private static void end(Thread stop, DataFolder folder, boolean passed, PrintWriter err) {
        try {
            Runtime.getRuntime().removeShutdownHook(stop);
        } catch (IllegalStateException e) {
            return;
        }
        if (passed) {
            delete(folder);
        } else {
            err.println("wattledger torture: logs and data are kept in " + folder.path());
        }
    }

    private static void delete(DataFolder folder) {
        try {
            folder.close();
        } catch (IOException e) {
            LOG.warn("the temporary folder {} could not be deleted", folder.path(), e);
        }
    }
}
