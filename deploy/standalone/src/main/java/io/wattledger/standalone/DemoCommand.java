package io.wattledger.standalone;

import io.wattledger.app.StartException;
import io.wattledger.standalone.view.DemoView;
import io.wattledger.standalone.view.JsonReport;
import io.wattledger.standalone.view.LinesView;
import io.wattledger.standalone.view.LiveView;
import io.wattledger.standalone.view.Report;
import io.wattledger.standalone.view.Snapshot;
import io.wattledger.standalone.workload.GeneratedTrace;
import io.wattledger.standalone.workload.OnError;
import io.wattledger.standalone.workload.Pace;
import io.wattledger.standalone.workload.ReplayException;
import io.wattledger.standalone.workload.SpikedTrace;
import io.wattledger.standalone.workload.Trace;
import io.wattledger.standalone.workload.TraceFormatException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wattledger demo}: the whole of Wattledger on this machine, fed with a trace. */
@Command(
        name = "demo",
        description = {
            "Starts a broker, a schema registry and the application on this machine, replays an hour of requests,",
            "and shows joules, litres and grams per team. Without --trace the hour is generated: 30,000 requests of",
            "four teams, with duplicates, late, unknown and malformed ones among them. Default pace: --speed 60x."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  wattledger demo                                   live, about a minute, then until Ctrl-C",
            "  wattledger demo --once --speed max                as fast as it goes, then a summary",
            "  wattledger demo --once --json | jq '.events'      one JSON object on standard output",
            "  wattledger demo --data books                      keeps the books; a second start continues them",
            "  wattledger demo --spike assistant@30s             ten times as much of a team after 30 s",
            "  wattledger demo --trace AzureLLMInferenceTrace_code.csv --trace AzureLLMInferenceTrace_conv.csv",
            "",
            "A trace is the Azure LLM inference trace as published (TIMESTAMP,ContextTokens,GeneratedTokens; one",
            "file a team), or a file that 'wattledger replay' reads."
        })
final class DemoCommand implements Callable<Integer> {

    private static final int FAILED = 1;
    private static final Pattern SPIKE = Pattern.compile("(.+)@(\\d{1,5})([sm])");

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--trace",
            paramLabel = "FILE",
            description = "Replays this file instead; repeatable, merged by time.")
    private List<Path> traces = new ArrayList<>();

    @Mixin
    private TraceOptions options;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "" + GeneratedTrace.DEFAULT_SEED,
            description = "Seed of the generated hour. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--spike",
            paramLabel = "TEAM@TIME",
            description =
                    "This long after the start of the replay, as 30s or 2m, the team begins to send ten times its requests.")
    private @Nullable String spike;

    @Option(names = "--once", description = "Ends with a summary when the trace is booked.")
    private boolean once;

    @Option(names = "--json", description = "Prints the summary as one JSON object on standard output; implies --once.")
    private boolean json;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder of the books; kept. Default: a temporary one, deleted at the end.")
    private @Nullable Path data;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "HTTP port; 0 takes a free one. Default: 8080, or the next free one.")
    private @Nullable Integer port;

    @Option(
            names = "--kafka-port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "Kafka port. Default: a free one.")
    private int kafkaPort;

    @Option(
            names = "--registry-port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "Schema registry port. Default: a free one.")
    private int registryPort;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Any key of the application's configuration, such as access.tokens=tokens.yaml; repeatable.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @SuppressWarnings("NullAway.Init") // picocli sets the fields.
    private DemoCommand() {}

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        checkPort("--port", port == null ? 0 : port);
        checkPort("--kafka-port", kafkaPort);
        checkPort("--registry-port", registryPort);
        Pace pace = options.pace("60x");
        Trace trace;
        try {
            trace = spiked(trace(err), pace);
        } catch (TraceFormatException e) {
            err.println("wattledger demo: " + e.getMessage());
            return FAILED;
        }
        DataFolder folder;
        try {
            folder = DataFolder.open(data);
        } catch (IOException e) {
            err.println("wattledger demo: the data folder cannot be used: " + e);
            return FAILED;
        }
        err.println("starting a Kafka broker, a schema registry and the application …");
        Logging.toFile(folder.path().resolve("wattledger.log"));
        var ports = new Standalone.Ports(kafkaPort, registryPort, port == null ? HttpPorts.free(err) : port);
        Demo demo = new Demo(folder, ports, settings, trace, pace, once || json);
        // Ctrl-C and SIGTERM: the JVM waits until nothing of the demo is left.
        AtomicBoolean stopping = new AtomicBoolean();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(demo, stopping), "stop"));
        try (demo;
                Screen screen = Screen.open(spec.commandLine().getOut(), err, json)) {
            Snapshot end = demo.run(screen.view());
            if (json) {
                spec.commandLine().getOut().println(JsonReport.of(end.books(), end.elapsed()));
            } else if (screen.plain()) {
                Report.summary(end.books()).forEach(spec.commandLine().getOut()::println);
            }
            return end.done() && end.books().counts().addUp() ? 0 : FAILED;
        } catch (StartException | ReplayException | TraceFormatException | DemoFailure | InterruptedException e) {
            // What breaks because the user stopped it is no news to the user.
            if (!stopping.get()) {
                err.println("wattledger demo: " + e.getMessage());
            }
            return FAILED;
        }
    }

    private static void stop(Demo demo, AtomicBoolean stopping) {
        stopping.set(true);
        demo.close();
    }

    private void checkPort(String option, int port) {
        if (port < 0 || port > 65_535) {
            throw new ParameterException(spec.commandLine(), option + " is " + port + "; a port is 0 to 65535");
        }
    }

    private Trace spiked(Trace trace, Pace pace) {
        if (spike == null) {
            return trace;
        }
        Matcher matcher = SPIKE.matcher(spike);
        if (!matcher.matches()) {
            throw misuse("--spike is '" + spike + "'; write a team and a time, such as assistant@30s");
        }
        if (!(pace instanceof Pace.Speed speed)) {
            throw misuse("--spike needs a pace that follows the times of the trace, such as --speed 60x");
        }
        Duration after = Duration.ofSeconds(
                Long.parseLong(matcher.group(2)) * (matcher.group(3).equals("m") ? 60 : 1));
        try {
            return new SpikedTrace(
                    trace, matcher.group(1), Duration.ofNanos((long) (after.toNanos() * speed.factor())));
        } catch (IllegalArgumentException e) {
            throw misuse("--spike: " + e.getMessage());
        }
    }

    private ParameterException misuse(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }

    private Trace trace(PrintWriter err) {
        if (!traces.isEmpty()) {
            return options.open(traces, OnError.STOP, line -> err.println(line.message()));
        }
        if (options.hasMappings()) {
            throw new ParameterException(spec.commandLine(), "--map goes with --trace");
        }
        return new GeneratedTrace(seed, GeneratedTrace.DEFAULT_REQUESTS, GeneratedTrace.DEFAULT_SPAN);
    }

    /**
     * What the demo is shown on: a terminal, or a writer that may be a pipe.
     *
     * @param plain whether lines are printed one after another
     */
    private record Screen(DemoView view, @Nullable Terminal terminal, boolean plain) implements AutoCloseable {

        static Screen open(PrintWriter out, PrintWriter err, boolean json) throws IOException {
            // With --json, standard output belongs to the object.
            if (json || !Terminals.onOutput()) {
                return new Screen(new LinesView(json ? err : out), null, true);
            }
            Terminal terminal = TerminalBuilder.builder()
                    .system(true)
                    .dumb(true)
                    // Its handlers would end the process on Ctrl-C before anything that it started is stopped.
                    .nativeSignals(false)
                    .build();
            boolean dumb = terminal.getType().startsWith(Terminal.TYPE_DUMB);
            return dumb
                    ? new Screen(new LinesView(out), terminal, true)
                    : new Screen(new LiveView(terminal), terminal, false);
        }

        @Override
        public void close() {
            view.close();
            if (terminal != null) {
                try {
                    terminal.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
