package io.wattledger.standalone;

import io.wattledger.app.ConfigOptions;
import io.wattledger.config.Config;
import io.wattledger.config.ConfigException;
import io.wattledger.estimator.cli.CatalogueEstimator;
import io.wattledger.estimator.cli.Json;
import io.wattledger.estimator.cli.Moments;
import io.wattledger.estimator.cli.WholeFile;
import io.wattledger.rights.Part;
import io.wattledger.schemas.DecodeException;
import io.wattledger.standalone.batches.BatchesReport;
import io.wattledger.standalone.batches.BatchesView;
import io.wattledger.standalone.batches.EventReading;
import io.wattledger.standalone.batches.LearnedCosts;
import io.wattledger.standalone.kafka.Connection;
import io.wattledger.standalone.kafka.Progress;
import io.wattledger.standalone.kafka.TopicException;
import io.wattledger.standalone.publish.DefaultBatches;
import io.wattledger.standalone.publish.PublishException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wattledger batches}: at which batch sizes models are served. */
@Command(
        name = "batches",
        description = {
            "Learns from events at which batch sizes models are served, and writes costs for events that tell none.",
            "Reads the topic of events, in no group, and writes nothing to Kafka. It may run beside the application."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  wattledger batches --config wattledger.yaml",
            "  wattledger batches --config wattledger.yaml --from 2026-11-01 --model Qwen/Qwen3-8B --json",
            "  wattledger batches --config wattledger.yaml --out batches.yaml",
            "  wattledger publish --config wattledger.yaml --catalogue batches.yaml",
            "",
            "BOOK BY is the harmonic mean of batch sizes, weighted by output tokens, or inferences where there are none:",
            "it books what all requests at their own would. --out takes 100 requests that told their batch size.",
            "A copy of an event is left out, unless millions of events lie between the two.",
            "Exit codes: 0 done, also if no event told a batch size, 1 failed, 2 misuse."
        })
final class BatchesCommand implements Callable<Integer> {

    private static final int FAILED = 1;
    private static final int MISUSED = 2;
    private static final Duration USUAL = Duration.ofHours(24);

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions options;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description =
                    "Only events of this time or later: 2026-12-01 or 2026-12-01T12:00:00Z. Default: 24 hours before --to.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Only events before this time. Default: now.")
    private @Nullable String to;

    @Option(names = "--model", paramLabel = "MODEL", description = "Only this model, by any of its names; repeatable.")
    private List<String> models = new ArrayList<>();

    @Option(names = "--gpu", paramLabel = "GPU", description = "Only this GPU, by any of its names; repeatable.")
    private List<String> gpus = new ArrayList<>();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Writes the costs as a file for 'wattledger publish --catalogue', without what was measured.")
    private @Nullable Path out;

    @Option(names = "--force", description = "Lets --out replace a file.")
    private boolean force;

    @Option(names = "--json", description = "Prints one JSON object on standard output.")
    private boolean json;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields.
    private BatchesCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        Instant end = moment("--to", to).orElseGet(Instant::now);
        Instant begin = moment("--from", from).orElseGet(() -> end.minus(USUAL));
        if (!begin.isBefore(end)) {
            throw misuse("--from " + begin + " is not before --to " + end);
        }
        Optional<Path> file = Optional.ofNullable(out);
        file.ifPresent(this::requireWritable);
        try {
            BatchesReport report = report(options.read(), begin, end);
            Optional<LearnedCosts> learned = file.map(path -> learned(report));
            print(report, learned);
            if (file.isPresent()) {
                write(learned.orElseThrow(), report, file.get());
            }
            return 0;
        } catch (ConfigException e) {
            e.problems().forEach(this::complain);
            return MISUSED;
        } catch (TopicException | DecodeException | IOException e) {
            complain(String.valueOf(e.getMessage()));
            return FAILED;
        } catch (KafkaException e) {
            complain("Kafka: " + e.getMessage());
            return FAILED;
        }
    }

    private BatchesReport report(Config config, Instant begin, Instant end) throws InterruptedException {
        try (var connection = new Connection(config, Part.AUDIT, this::progress)) {
            connection.awaitRegistry();
            try {
                EventReading.Read read = EventReading.read(connection, begin, end);
                return new BatchesReport(
                        connection.topics().events().name(),
                        begin,
                        end,
                        read,
                        read.tally().result(models, gpus),
                        defaults(connection));
            } catch (TopicException | DecodeException e) {
                throw e;
            } catch (KafkaException e) {
                throw new TopicException("Kafka: " + connection.refusals().message(e), e);
            }
        }
    }

    /** Who may read the events may not be allowed to read the costs. */
    private Map<String, Integer> defaults(Connection connection) throws InterruptedException {
        String table = connection.topics().costs().name();
        try {
            return connection.exists(table, AclOperation.READ)
                    ? DefaultBatches.read(connection.config().kafka(), connection.topics(), Instant.now(), progress())
                    : Map.of();
        } catch (TopicException | PublishException e) {
            complain("note: by which batch sizes is booked now is not known: " + e.getMessage());
            return Map.of();
        }
    }

    /** What the estimator warns of, it says again when the file is published. */
    private LearnedCosts learned(BatchesReport report) {
        return LearnedCosts.of(report.served(), new CatalogueEstimator(warning -> {}));
    }

    private void print(BatchesReport report, Optional<LearnedCosts> learned) {
        var view = new BatchesView(report);
        PrintWriter printed = spec.commandLine().getOut();
        if (json) {
            Json.print(view.json(learned), printed);
        } else {
            view.print(printed);
        }
        printed.flush();
    }

    private void write(LearnedCosts learned, BatchesReport report, Path file) throws IOException {
        learned.leftOut()
                .forEach(each ->
                        complain("left out: %s on %s: %s".formatted(each.modelId(), each.gpu(), each.reason())));
        if (learned.entries().isEmpty()) {
            complain("nothing was learned, so " + file + " was not written");
            return;
        }
        String origin = "Batch sizes that the events of %s told, %s to %s"
                .formatted(report.topic(), report.from(), report.to());
        WholeFile.write(file, writer -> writer.write(learned.yaml(origin)));
        complain("wrote %s: %d of %d; 'wattledger publish --catalogue %s --dry-run' shows what it changes"
                .formatted(file, learned.entries().size(), report.served().size(), file));
    }

    private void requireWritable(Path file) {
        WholeFile.problem(file).ifPresent(problem -> {
            throw misuse("--out " + problem);
        });
        if (!force && Files.exists(file)) {
            throw misuse("--out " + file + " is there already; name another file, or replace it with --force");
        }
    }

    private Progress progress() {
        return Terminals.onError() ? new ReadingLine(spec.commandLine().getErr()) : Progress.NONE;
    }

    private Optional<Instant> moment(String option, @Nullable String text) {
        return Optional.ofNullable(text).map(written -> Moments.parse(written)
                .orElseThrow(() -> misuse(option + " is '" + written
                        + "'; write a day like 2026-12-01 or an instant like 2026-12-01T12:00:00Z")));
    }

    private ParameterException misuse(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }

    private void complain(String problem) {
        spec.commandLine().getErr().println("wattledger batches: " + problem);
    }
}
