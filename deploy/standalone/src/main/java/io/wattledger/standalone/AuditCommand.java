package io.wattledger.standalone;

import io.wattledger.app.ConfigOptions;
import io.wattledger.config.Config;
import io.wattledger.config.ConfigException;
import io.wattledger.estimator.cli.Json;
import io.wattledger.estimator.cli.Moments;
import io.wattledger.estimator.cli.WholeFile;
import io.wattledger.rights.Part;
import io.wattledger.rights.Refusals;
import io.wattledger.rights.Rights;
import io.wattledger.rights.RightsException;
import io.wattledger.schemas.SchemaRegistries;
import io.wattledger.schemas.SchemaRegistry;
import io.wattledger.schemas.Topics;
import io.wattledger.standalone.audit.AuditException;
import io.wattledger.standalone.audit.AuditReport;
import io.wattledger.standalone.audit.AuditRequest;
import io.wattledger.standalone.audit.AuditView;
import io.wattledger.standalone.audit.Auditor;
import io.wattledger.standalone.audit.Progress;
import io.wattledger.standalone.audit.Rules;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wattledger audit}: whether the books add up. */
@Command(
        name = "audit",
        description = {
            "Computes the books anew from the topics alone and compares them with what the application wrote.",
            "It accounts for each event, entry and total, shares no booking code with the application, writes nothing, and"
                    + " may run while the application does."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  wattledger audit --bootstrap localhost:9092 --registry http://localhost:8081",
            "  wattledger audit --config wattledger.yaml --from 2026-11-01 --to 2026-12-01",
            "  wattledger audit --config wattledger.yaml --json | jq '.firstDifference'",
            "  wattledger audit --config wattledger.yaml --metrics /var/lib/node_exporter/wattledger-audit.prom",
            "",
            "The configuration must be that of the application: its rules and retentions are part of the books.",
            "Exit codes: 0 the books add up, 1 they do not, or the audit could not be made or finished, 2 misuse."
        })
final class AuditCommand implements Callable<Integer> {

    private static final int FAILED = 1;
    private static final int MISUSED = 2;
    private static final Duration REACH = Duration.ofSeconds(15);
    private static final Duration LONGEST_WAIT = Duration.ofDays(365);
    private static final Pattern DURATION = Pattern.compile("(\\d{1,7})(ms|s|m|h)");

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions options;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Compares windows that begin here or later: 2026-11-01 or 2026-11-01T12:00:00Z.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Compares windows that end here or earlier.")
    private @Nullable String to;

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            defaultValue = "60s",
            description = "How long to wait for events that are not read yet, for re-rating that is in progress and for"
                    + " totals that lag behind. Default: ${DEFAULT-VALUE}.")
    private String wait;

    @Option(
            names = "--allow-lag",
            description = "Events that are not read yet are no failure; the books are compared up to what is read.")
    private boolean allowLag;

    @Option(
            names = "--metrics",
            paramLabel = "FILE",
            description =
                    "Writes what it came to for Prometheus, into a file that the text collector of node_exporter reads.")
    private @Nullable Path metrics;

    @Option(names = "--json", description = "Prints one JSON object on standard output.")
    private boolean json;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields.
    private AuditCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        AuditRequest request = request();
        try {
            return audit(options.read(), request);
        } catch (ConfigException e) {
            e.problems().forEach(this::report);
            return MISUSED;
        } catch (AuditException | RightsException | KafkaException e) {
            report(String.valueOf(e.getMessage()));
            return FAILED;
        }
    }

    private AuditRequest request() {
        Optional<Instant> begin = moment("--from", from);
        Optional<Instant> end = moment("--to", to);
        if (begin.isPresent() && end.isPresent() && begin.get().isAfter(end.get())) {
            throw misuse("--from " + begin.get() + " is later than --to " + end.get());
        }
        Optional.ofNullable(metrics).flatMap(WholeFile::problem).ifPresent(problem -> {
            throw misuse("--metrics " + problem);
        });
        return new AuditRequest(begin, end, duration());
    }

    private int audit(Config config, AuditRequest request)
            throws AuditException, RightsException, InterruptedException {
        try (SchemaRegistry registry = SchemaRegistries.connect(config.registry())) {
            Topics topics = new Topics(config.topics().prefix(), registry, false);
            SchemaRegistries.awaitReachable(registry, REACH);
            Map<String, Set<AclOperation>> needed = new HashMap<>();
            Auditor.topics(topics).forEach(topic -> needed.put(topic, Set.of(AclOperation.READ)));
            // What is missing, the audit says itself.
            var unused = new Rights(config.kafka(), Refusals.of(config, Part.AUDIT)).missing(needed);
            PrintWriter err = spec.commandLine().getErr();
            Progress progress = Terminals.onError() ? new ReadingLine(err)::read : Progress.NONE;
            AuditReport report = Auditor.audit(config.kafka(), topics, Rules.of(config), request, progress);
            AuditView view = new AuditView(report);
            boolean written = writeMetrics(view);
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                Json.print(view.json(), out);
            } else {
                view.print(out);
            }
            return written && report.clean() && (allowLag || report.notRead() == 0) ? 0 : FAILED;
        }
    }

    /** At one blow: whoever reads the file meanwhile reads the old one. */
    private boolean writeMetrics(AuditView view) {
        if (metrics == null) {
            return true;
        }
        try {
            WholeFile.write(metrics, writer -> writer.write(view.metrics(Instant.now())));
        } catch (IOException e) {
            report("--metrics: " + e.getMessage());
            return false;
        }
        return true;
    }

    private Optional<Instant> moment(String option, @Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        return Optional.of(Moments.parse(text)
                .orElseThrow(() -> misuse(option + " is '" + text
                        + "'; write a day like 2026-12-01 or an instant like 2026-12-01T12:00:00Z")));
    }

    private Duration duration() {
        Matcher matcher = DURATION.matcher(wait);
        if (!matcher.matches()) {
            throw misuse("--wait is '" + wait + "'; write a duration such as 500ms, 10s, 5m or 1h");
        }
        ChronoUnit unit =
                switch (matcher.group(2)) {
                    case "ms" -> ChronoUnit.MILLIS;
                    case "s" -> ChronoUnit.SECONDS;
                    case "m" -> ChronoUnit.MINUTES;
                    default -> ChronoUnit.HOURS;
                };
        Duration duration = Duration.of(Long.parseLong(matcher.group(1)), unit);
        if (duration.compareTo(LONGEST_WAIT) > 0) {
            throw misuse("--wait is '" + wait + "'; write at most " + LONGEST_WAIT.toHours() + "h");
        }
        return duration;
    }

    private ParameterException misuse(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }

    private void report(String problem) {
        spec.commandLine().getErr().println("wattledger audit: " + problem);
    }
}
