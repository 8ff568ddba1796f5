package io.wattledger.bench.contender;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of every contender. */
@Command(
        name = "contender",
        mixinStandardHelpOptions = true,
        description =
                "Reads the events, and publishes totals by minute, hour and day at least once a second, until SIGTERM.",
        footer = {
            "",
            "Example: --bootstrap 127.0.0.1:9092 --registry http://127.0.0.1:8081 --prefix bench. --group flink --threads 1"
        })
public final class ContenderCommand implements Callable<Integer> {

    /** What is promised of each event. */
    enum Guarantee {
        exactly_once_v2,
        at_least_once
    }

    private final Contender contender;

    @Option(names = "--bootstrap", required = true, description = "Brokers, HOST:PORT.")
    private String bootstrap = "";

    @Option(names = "--registry", required = true, description = "URL of the schema registry.")
    private String registry = "";

    @Option(names = "--prefix", required = true, description = "Goes before each topic's name.")
    private String prefix = "";

    @Option(
            names = "--group",
            required = true,
            description = "Consumer group; totals go to the topics PREFIX + GROUP + -1m, -1h and -1d.")
    private String group = "";

    @Option(names = "--threads", defaultValue = "1", description = "Threads that compute. Default: ${DEFAULT-VALUE}")
    private int threads = 1;

    @Option(
            names = "--guarantee",
            defaultValue = "exactly_once_v2",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private Guarantee guarantee = Guarantee.exactly_once_v2;

    @Option(
            names = "--commit-ms",
            defaultValue = "1000",
            description = "Milliseconds between checkpoints, at most 1000, since totals are published with them."
                    + " Default: ${DEFAULT-VALUE}")
    private long commitMillis = 1_000;

    @Option(names = "--state", defaultValue = "contender-state", description = "Folder of its state.")
    private Path state = Path.of("contender-state");

    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called.
    private CommandLine.Model.CommandSpec spec;

    private ContenderCommand(Contender contender) {
        this.contender = contender;
    }

    /** Runs a contender as its arguments say, and returns the exit code. */
    public static int execute(Contender contender, String... args) {
        return new CommandLine(new ContenderCommand(contender)).execute(args);
    }

    @Override
    public Integer call() throws Exception {
        if (threads < 1) {
            throw misuse("--threads must be at least 1, but is " + threads);
        }
        if (commitMillis < 10 || commitMillis > 1_000) {
            throw misuse("--commit-ms must be from 10 to 1000, but is " + commitMillis);
        }
        Settings settings = new Settings(
                bootstrap,
                registry,
                prefix,
                group,
                threads,
                guarantee == Guarantee.exactly_once_v2,
                commitMillis,
                state.toAbsolutePath().normalize().toString());
        OutputTopics.create(settings);
        Records.register(settings);
        contender.run(settings);
        return 0;
    }

    private CommandLine.ParameterException misuse(String what) {
        return new CommandLine.ParameterException(spec.commandLine(), what);
    }
}
