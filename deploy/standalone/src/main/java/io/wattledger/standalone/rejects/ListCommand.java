package io.wattledger.standalone.rejects;

import io.wattledger.standalone.kafka.Connection;
import io.wattledger.v1.RejectReason;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code wattledger rejects list}. */
@Command(
        name = "list",
        description = "Lists refused events, the newest last.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  wattledger rejects list --config wattledger.yaml",
            "  wattledger rejects list --config wattledger.yaml --count --from 2026-12-01",
            "  wattledger rejects list --config wattledger.yaml --reason MISSING_FIELD --open",
            "  wattledger rejects list --config wattledger.yaml --limit 0 --json | jq -r '.detail' | sort | uniq -c",
            "",
            "Exit codes: 0 done, also if nothing was refused, 1 failed or not all could be read, 2 misuse."
        })
final class ListCommand extends Subcommand {

    private static final Comparator<ListView.Row> BY_TIME =
            Comparator.comparing(ListView.Row::time).thenComparing(ListView.Row::position);

    @Mixin
    private FilterOptions filters;

    @Option(
            names = "--open",
            description = "Only what was not sent back yet. Reads the headers of the input since the oldest of them.")
    private boolean open;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "Only the newest N, sorted by time; 0 lists all, as they lie in the topic."
                    + " Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Option(names = "--count", description = "Counts by reason instead.")
    private boolean count;

    @Option(names = "--json", description = "Prints a JSON object a line; with --count one object.")
    private boolean json;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields.
    private ListCommand() {}

    @Override
    void checkOptions() {
        if (limit < 0) {
            throw misuse("--limit is " + limit + "; write a number, or 0 for all");
        }
        Filter unused = filters.filter("");
    }

    @Override
    int run(Connection connection, RejectLog log) throws RejectsException, InterruptedException {
        String topic = connection.topics().rejected().name();
        Filter filter = filters.filter(connection.config().topics().prefix());
        var view = new ListView(out(), console().width());
        var total = new AtomicLong();
        Predicate<Refused> chosen = chosen(connection, log, filter);
        Map<RejectReason, Long> reasons = new EnumMap<>(RejectReason.class);
        var newest = new PriorityQueue<>(BY_TIME);
        log.read(refused -> {
            total.incrementAndGet();
            if (chosen.test(refused)) {
                reasons.merge(refused.reason(), 1L, Long::sum);
                if (!count) {
                    take(refused, newest, view);
                }
            }
            return true;
        });
        long matching = reasons.values().stream().mapToLong(Long::longValue).sum();
        if (count && json) {
            view.countJson(reasons);
        } else if (!json && total.get() == 0 && log.unreadable() == 0) {
            out().println("nothing was refused: " + topic + " is empty");
        } else if (!json && matching == 0) {
            out().printf("none of the %,d refused events in %s matches%n", total.get(), topic);
        } else if (count) {
            view.count(reasons);
        } else {
            rest(view, newest, matching);
        }
        out().flush();
        return log.unreadable() > 0 ? FAILED : 0;
    }

    private void take(Refused refused, PriorityQueue<ListView.Row> newest, ListView view) {
        ListView.Row row = ListView.Row.of(refused);
        if (limit == 0) {
            print(view, List.of(row));
            return;
        }
        newest.add(row);
        if (newest.size() > limit) {
            newest.remove();
        }
    }

    private void print(ListView view, List<ListView.Row> rows) {
        if (json) {
            rows.forEach(view::json);
        } else {
            view.print(rows);
        }
    }

    private void rest(ListView view, PriorityQueue<ListView.Row> newest, long matching) {
        if (limit == 0) {
            return;
        }
        print(view, newest.stream().sorted(BY_TIME).toList());
        long more = matching - newest.size();
        if (more > 0 && !json) {
            out().printf("and %,d older; --limit %d shows all, --limit 0 without sorting them%n", more, matching);
        }
    }

    /** With --open the rejects are read once before, to know how far back a retry can lie. */
    private Predicate<Refused> chosen(Connection connection, RejectLog log, Filter filter)
            throws RejectsException, InterruptedException {
        if (!open) {
            return filter::matches;
        }
        var oldest = new AtomicLong(Long.MAX_VALUE);
        log.read(refused -> {
            if (filter.matches(refused)) {
                oldest.accumulateAndGet(refused.refusedAt().toEpochMilli(), Math::min);
            }
            return true;
        });
        if (oldest.get() == Long.MAX_VALUE) {
            return filter::matches;
        }
        Instant first = Instant.ofEpochMilli(oldest.get());
        Retries retries = Retries.read(connection, first);
        retries.since()
                .filter(first::isBefore)
                .ifPresent(since -> report(
                        "note: %s forgot what came before %s; what was refused earlier is listed, sent back or not"
                                .formatted(connection.topics().events().name(), since)));
        return refused -> filter.matches(refused) && retries.of(refused) != Retries.State.RETRIED;
    }
}
