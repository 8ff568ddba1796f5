package io.wattledger.standalone;

import io.wattledger.app.ConfigOptions;
import io.wattledger.config.Config;
import io.wattledger.config.ConfigException;
import io.wattledger.rights.Part;
import io.wattledger.rights.Refusals;
import io.wattledger.rights.Rights;
import io.wattledger.rights.RightsException;
import io.wattledger.schemas.SchemaRegistries;
import io.wattledger.schemas.SchemaRegistry;
import io.wattledger.schemas.Topics;
import io.wattledger.standalone.workload.OnError;
import io.wattledger.standalone.workload.Pace;
import io.wattledger.standalone.workload.ReplayException;
import io.wattledger.standalone.workload.ReplayPlan;
import io.wattledger.standalone.workload.ReplayProgress;
import io.wattledger.standalone.workload.Replayer;
import io.wattledger.standalone.workload.TimeShift;
import io.wattledger.standalone.workload.Trace;
import io.wattledger.standalone.workload.TraceFormatException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wattledger replay}: a file of requests as events into any Kafka. */
@Command(
        name = "replay",
        description =
                "Sends the requests of files as events into Kafka, at their own pace unless --speed or --rate says otherwise.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false,
        footerHeading = "%nFiles:%n",
        footer = {
            "  CSV with a header of event fields; required: occurredAt,modelId,gpu,team,region. Optional: eventId,",
            "  source,project,inferences,inputTokens,cachedInputTokens,outputTokens,batchSize,gpuCount,",
            "  durationMillis,measuredEnergyMicrojoules. Times are ISO 8601 or milliseconds since the epoch.",
            "  JSON lines with the same names. The Azure LLM inference trace as published. Each may be gzipped.",
            "",
            "Examples:",
            "  wattledger replay day.csv --bootstrap localhost:9092 --registry http://localhost:8081 --keep-times",
            "  wattledger replay trace.jsonl --config wattledger.yaml --rate 500 --on-error stop"
        })
final class ReplayCommand implements Callable<Integer> {

    private static final int FAILED = 1;
    private static final int MISUSED = 2;
    private static final Duration REACH = Duration.ofSeconds(15);
    private static final int BAR = 30;
    private static final long TICK_MILLIS = 200;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files to send, merged by time.")
    private List<Path> files = new ArrayList<>();

    @Mixin
    private ConfigOptions options;

    @Mixin
    private TraceOptions traceOptions;

    @Option(names = "--keep-times", description = "Keeps the times of the file; otherwise they are shifted to end now.")
    private boolean keepTimes;

    @Option(
            names = "--on-error",
            paramLabel = "skip|stop",
            defaultValue = "stop",
            description =
                    "What to do with a line that is no request: report and skip it, or stop before anything is sent."
                            + " Default: ${DEFAULT-VALUE}.")
    private String onError;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields.
    private ReplayCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        Pace pace = traceOptions.pace("1x");
        Trace trace;
        Config config;
        try {
            config = options.read();
            trace = traceOptions.open(files, policy(), line -> err.println(line.message()));
        } catch (ConfigException e) {
            e.problems().forEach(problem -> err.println("wattledger replay: " + problem));
            return MISUSED;
        } catch (TraceFormatException e) {
            err.println("wattledger replay: " + e.getMessage());
            return FAILED;
        }
        try {
            return send(trace, pace, config, err);
        } catch (ReplayException | TraceFormatException | KafkaException e) {
            err.println("wattledger replay: " + e.getMessage());
            return FAILED;
        }
    }

    private OnError policy() {
        return switch (onError) {
            case "skip" -> OnError.SKIP;
            case "stop" -> OnError.STOP;
            default ->
                throw new ParameterException(spec.commandLine(), "--on-error is '" + onError + "'; write skip or stop");
        };
    }

    private int send(Trace trace, Pace pace, Config config, PrintWriter err) throws InterruptedException {
        Map<String, Object> kafka = new HashMap<>(config.kafka());
        try (SchemaRegistry registry = SchemaRegistries.connect(config.registry())) {
            boolean register = !"false".equals(config.registry().get("auto.register.schemas"));
            Topics topics = new Topics(config.topics().prefix(), registry, register);
            var events = topics.events();
            String topic = events.name();
            SchemaRegistries.awaitReachable(registry, REACH);
            Refusals refusals = Refusals.of(config, Part.PRODUCER);
            if (!exists(config, refusals, topic, err)) {
                return FAILED;
            }
            try (Producer<byte[], byte[]> producer =
                    new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer())) {
                var replayer = new Replayer(
                        producer, topic, event -> events.value().serializer().serialize(topic, event));
                Runtime.getRuntime().addShutdownHook(new Thread(replayer::stop, "stop"));
                String run = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
                var plan = new ReplayPlan(run, pace, keepTimes ? TimeShift.KEEP_TIMES : TimeShift.TO_NOW);
                return follow(replayer, trace, plan, err);
            }
        }
    }

    /** Asks first: a producer would wait a minute for a topic that is not there. */
    private static boolean exists(Config config, Refusals refusals, String topic, PrintWriter err)
            throws InterruptedException {
        try {
            if (new Rights(config.kafka(), refusals)
                    .missing(Map.of(topic, Set.of(AclOperation.WRITE)))
                    .isEmpty()) {
                return true;
            }
            err.println("wattledger replay: there is no topic " + topic
                    + "; 'wattledger run' creates it; topics.prefix names another one");
            return false;
        } catch (RightsException e) {
            err.println("wattledger replay: " + e.getMessage());
            return false;
        }
    }

    private static int follow(Replayer replayer, Trace trace, ReplayPlan plan, PrintWriter err)
            throws InterruptedException {
        CompletableFuture<ReplayProgress> replay = CompletableFuture.supplyAsync(() -> replayer.run(trace, plan));
        boolean terminal = Terminals.onError();
        while (!replay.isDone()) {
            if (terminal) {
                err.print("\r" + line(replayer.progress()));
                err.flush();
            }
            Thread.sleep(TICK_MILLIS);
        }
        ReplayProgress end = result(replay);
        err.println((terminal ? "\r" : "") + line(end));
        return end.complete() && end.skippedLines() == 0 ? 0 : FAILED;
    }

    private static ReplayProgress result(CompletableFuture<ReplayProgress> replay) throws InterruptedException {
        try {
            return replay.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private static String line(ReplayProgress progress) {
        long total = Math.max(1, progress.total());
        int length = (int) Math.min(BAR, BAR * progress.acknowledged() / total);
        String skipped = progress.skippedLines() > 0 ? "  " + progress.skippedLines() + " lines skipped" : "";
        return String.format(
                Locale.ROOT,
                "%s%s %,d of %,d sent%s",
                "█".repeat(length),
                "░".repeat(BAR - length),
                progress.acknowledged(),
                progress.total(),
                skipped);
    }
}
