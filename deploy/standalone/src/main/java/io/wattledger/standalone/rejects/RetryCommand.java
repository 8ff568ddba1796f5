package io.wattledger.standalone.rejects;

import io.wattledger.estimator.cli.Json;
import io.wattledger.standalone.kafka.Connection;
import io.wattledger.standalone.rejects.RetryPlan.Candidate;
import io.wattledger.standalone.rejects.RetryPlan.Outcome;
import io.wattledger.v1.InferenceEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wattledger rejects retry}. */
@Command(
        name = "retry",
        description = {
            "Sends refused events back to the input, in one transaction: as they came, or corrected.",
            "What booking would refuse again stays, and so does what was sent back before. Give positions, or --all."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        preprocessor = FieldsInSet.class,
        footerHeading = "%nExamples:%n",
        footer = {
            "  wattledger rejects retry wattledger.inference-events-0-17 --config wattledger.yaml --set team=search",
            "  wattledger rejects retry --all --reason UNKNOWN_SCHEMA --config wattledger.yaml --dry-run",
            "  wattledger rejects retry --all --reason MISSING_FIELD --config wattledger.yaml --set team=search --yes",
            "  wattledger rejects retry wattledger.inference-events-0-17 --config wattledger.yaml --event event.json",
            "",
            "A record that goes back carries its position in the header wattledger-retry-of, by which it is known that",
            "it went. It is known for as long as inference-events keeps its records.",
            "Exit codes: 0 done, 1 failed, or some of it would be refused again and was not sent, 2 misuse."
        })
final class RetryCommand extends Subcommand {

    @Parameters(
            paramLabel = "POSITION",
            arity = "0..*",
            description = "Where they lay in the input: topic-partition-offset.")
    private List<String> positions = new ArrayList<>();

    @Option(names = "--all", description = "All that --reason, --from, --to and --source-topic name.")
    private boolean all;

    @Mixin
    private FilterOptions filters;

    @Option(
            names = "--field",
            paramLabel = "FIELD=VALUE",
            description = "Corrects a field of the event; repeatable. --set does the same for a name without a dot,"
                    + " which no key of the configuration is.")
    private Map<String, String> fields = new LinkedHashMap<>();

    @Option(
            names = "--event",
            paramLabel = "FILE",
            description = "Sends this event in its place: what 'rejects show --event' printed, edited.")
    private @Nullable Path event;

    @Option(names = "--force", description = "Sends what would be refused again too.")
    private boolean force;

    @Option(names = "--again", description = "Sends what was sent back before too.")
    private boolean again;

    @Option(names = "--dry-run", description = "Shows what would be sent, and sends nothing.")
    private boolean dryRun;

    @Option(names = "--yes", description = "Asks nothing.")
    private boolean yes;

    @Option(names = "--json", description = "Prints one JSON object on standard output.")
    private boolean json;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields.
    private RetryCommand() {}

    @Override
    void checkOptions() {
        if (all == !positions.isEmpty()) {
            throw misuse("give positions, or --all with --reason");
        }
        if (all && !filters.hasReasons()) {
            throw misuse("--all goes with --reason; 'rejects list --count' shows which there are");
        }
        if (!all && !filters.isEmpty()) {
            throw misuse("--reason, --from, --to and --source-topic go with --all");
        }
        if (event != null && positions.size() != 1) {
            throw misuse("--event takes the place of one event; give its position");
        }
        positions.stream()
                .filter(each -> Positions.parse(each).isEmpty())
                .findFirst()
                .ifPresent(wrong -> {
                    throw misuse(
                            "'" + wrong + "' is no position; write topic-partition-offset, as 'rejects list' shows it");
                });
        Filter unusedFilter = filters.filter("");
        try {
            Correction unusedCorrection = new Correction(Optional.empty(), fields);
        } catch (IllegalArgumentException e) {
            throw misuse("--set: " + e.getMessage());
        }
    }

    @Override
    int run(Connection connection, RejectLog log) throws RejectsException, IOException, InterruptedException {
        var retrier = new Retrier(connection, log, new Correction(whole(), fields));
        String input = connection.topics().events().name();
        if (dryRun) {
            connection.requireTopic(input, AclOperation.READ);
            return end(plan(connection, retrier), log);
        }
        connection.requireTopic(input, AclOperation.READ, AclOperation.WRITE);
        try (RetryWriter writer = RetryWriter.open(connection)) {
            RetryPlan plan = plan(connection, retrier);
            long sent = plan.count(Outcome.SEND);
            if (sent > 1 && !yes && !console().terminal()) {
                throw misuse(
                        "%,d events would be sent; give --yes to send them, or --dry-run to see them".formatted(sent));
            }
            if (sent > 1 && !yes && !confirmed(plan)) {
                err().println("nothing was sent");
                return FAILED;
            }
            if (sent > 0) {
                retrier.send(plan, writer);
            }
            return end(plan, log);
        }
    }

    private Optional<InferenceEvent> whole() throws IOException {
        if (event == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(EventFields.event(Files.readString(event)));
        } catch (IllegalArgumentException e) {
            throw misuse(event + ": " + e.getMessage());
        }
    }

    private RetryPlan plan(Connection connection, Retrier retrier) throws RejectsException, InterruptedException {
        List<Candidate> candidates;
        if (all) {
            Filter filter = filters.filter(connection.config().topics().prefix());
            candidates = retrier.all(filter::matches);
        } else {
            Set<String> wanted = new LinkedHashSet<>();
            positions.forEach(
                    each -> wanted.add(Positions.text(Positions.parse(each).orElseThrow())));
            candidates = retrier.at(wanted);
        }
        return retrier.plan(candidates, again, force);
    }

    private boolean confirmed(RetryPlan plan) {
        new RetryView(plan).problems(err());
        err().printf("send %,d events back to %s? [y/N] ", plan.count(Outcome.SEND), plan.topic());
        err().flush();
        return console().answer().get().strip().toLowerCase(Locale.ROOT).startsWith("y");
    }

    private int end(RetryPlan plan, RejectLog log) {
        var view = new RetryView(plan);
        if (json) {
            Json.print(view.json(dryRun), out());
        } else {
            view.problems(out());
            out().println(view.summary(dryRun));
        }
        out().flush();
        return plan.complete() && log.unreadable() == 0 ? 0 : FAILED;
    }
}
