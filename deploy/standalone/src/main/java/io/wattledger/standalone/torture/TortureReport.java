package io.wattledger.standalone.torture;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wattledger.estimator.cli.Json;
import io.wattledger.standalone.torture.FaultRunner.Executed;
import io.wattledger.standalone.torture.TextbookTopology.Sum;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A result as JSON, and in a few lines. */
public final class TortureReport {

    private static final double MILLIS = 1e3;
    private static final double MICRO = 1e6;

    private TortureReport() {}

    /** All of it. */
    public static ObjectNode json(TortureResult result) {
        ObjectNode json = Json.object();
        json.put("passed", result.passed());
        ArrayNode failures = json.putArray("failures");
        result.failures().forEach(failures::add);
        json.put("seed", result.settings().seed());
        json.put("seconds", result.settings().length().toSeconds());
        json.set("kills", Json.object().put("planned", result.plan().kills()).put("done", result.kills()));
        json.put("exitsByThemselves", result.ownExits());
        json.put("catchUpSeconds", result.catchUp().toMillis() / MILLIS);
        json.put("catchUpLimitSeconds", TortureSettings.CATCH_UP_LIMIT.toSeconds());
        json.set(
                "events",
                events(result.sums())
                        .put("due", result.drawn().due())
                        .put("drawn", result.drawn().events()));
        json.set("ledger", ledger(result));
        json.set("audit", audit(result));
        json.set("control", control(result));
        json.set("faults", counts(result));
        ArrayNode impossible = json.putArray("leftOut");
        Set<FaultKind> left = EnumSet.allOf(FaultKind.class);
        result.plan().faults().forEach(fault -> left.remove(fault.kind()));
        left.forEach(kind -> impossible.add(kind.name()));
        ArrayNode plan = json.putArray("plan");
        result.executed().forEach(executed -> plan.add(fault(executed)));
        return json;
    }

    /** Of a run that broke off: why, and what had been done until then. */
    static ObjectNode broken(TortureSettings settings, String failure, List<Executed> executed) {
        ObjectNode json = Json.object();
        json.put("passed", false);
        json.putArray("failures").add(failure);
        json.put("seed", settings.seed());
        json.put("seconds", settings.length().toSeconds());
        ArrayNode plan = json.putArray("plan");
        executed.forEach(each -> plan.add(fault(each)));
        return json;
    }

    private static ObjectNode events(Ledger.Sums sums) {
        ObjectNode json = Json.object();
        json.put(
                "sent", sums.sent().values().stream().mapToLong(Long::longValue).sum());
        json.put("acknowledged", sums.acknowledged());
        json.put("sentAgain", sums.sentAgain());
        json.put("toBeBooked", sums.requests());
        json.put("copies", sums.copies());
        ObjectNode kinds = json.putObject("byKind");
        sums.sent().forEach((kind, count) -> kinds.put(kind.name(), count));
        return json;
    }

    private static ObjectNode ledger(TortureResult result) {
        ObjectNode json = Json.object();
        var difference = result.sums().firstDifference(result.standing().totals());
        json.put("agrees", difference.isEmpty());
        json.put("firstDifference", difference.orElse(null));
        ObjectNode teams = json.putObject("teams");
        Map<String, Ledger.TeamSum> booked = result.standing().totals();
        Set<String> names = new TreeMap<>(booked).keySet();
        names.forEach(team -> {
            var acknowledged = result.sums().teams().getOrDefault(team, Ledger.TeamSum.ZERO);
            var total = booked.getOrDefault(team, Ledger.TeamSum.ZERO);
            teams.putObject(team)
                    .put("acknowledgedRequests", acknowledged.requests())
                    .put("bookedRequests", total.requests())
                    .put("acknowledgedTokens", acknowledged.inputTokens() + acknowledged.outputTokens())
                    .put("bookedTokens", total.inputTokens() + total.outputTokens());
        });
        return json;
    }

    private static ObjectNode audit(TortureResult result) {
        ObjectNode json = Json.object();
        json.put("exitCode", result.audit().status());
        json.set("said", result.audit().said());
        return json;
    }

    /** Of what the figures of the control consist, for whoever compares them. */
    static final String MEANING =
            "the textbook topology gets whole rows of costs, all of which can be read; it is off because it"
                    + " drops what comes after its grace period, counts copies again, prices an event at nothing when its cost comes later, and"
                    + " leaves priced what a later revision changes";

    /** What a topology of the documentation makes of the same input. */
    private static ObjectNode control(TortureResult result) {
        ObjectNode json = Json.object();
        json.put("meaning", MEANING);
        json.put("caughtUp", result.control().caughtUp());
        json.put("requestsInEvents", result.sums().requests());
        json.put("copiesInEvents", result.sums().copies());
        json.put("joulesInBooks", result.standing().microjoules() / MICRO);
        json.set("minutes", control(result.control().minutes(), result));
        json.set("hours", control(result.control().hours(), result));
        return json;
    }

    private static ObjectNode control(Sum sum, TortureResult result) {
        long should = result.sums().requests();
        double joules = result.standing().microjoules() / MICRO;
        return Json.object()
                .put("requests", sum.requests())
                .put("joules", sum.joules())
                .put("requestsOffBy", sum.requests() - should)
                .put("joulesOffBy", sum.joules() - joules)
                // Copies that it counts twice make up for some of what it drops.
                .put("dropped", should + result.sums().copies() - sum.requests());
    }

    private static ObjectNode counts(TortureResult result) {
        ObjectNode json = Json.object();
        Map<FaultKind, Integer> counts = new TreeMap<>();
        result.executed().forEach(executed -> counts.merge(executed.fault().kind(), 1, Integer::sum));
        counts.forEach((kind, count) -> json.put(kind.name(), count));
        return json;
    }

    private static ObjectNode fault(Executed executed) {
        PlannedFault fault = executed.fault();
        return Json.object()
                .put("kind", fault.kind().name())
                .put("plannedAtSeconds", fault.at().toMillis() / MILLIS)
                .put("beganAtSeconds", executed.began().toMillis() / MILLIS)
                .put("tookSeconds", executed.took().toMillis() / MILLIS)
                .put("instance", fault.instance())
                .put("kills", fault.kills())
                .put("note", executed.note());
    }

    /** What a person wants to know. */
    public static List<String> lines(TortureResult result) {
        List<String> lines = new ArrayList<>();
        Ledger.Sums sums = result.sums();
        add(
                lines,
                "seed %d, %d s of load, %d faults, %d kills of %d planned, %d exits by themselves",
                result.settings().seed(),
                result.settings().length().toSeconds(),
                result.executed().size(),
                result.kills(),
                result.plan().kills(),
                result.ownExits());
        add(
                lines,
                "%,d records acknowledged, %,d events to be booked, %,d copies of them",
                sums.acknowledged(),
                sums.requests(),
                sums.copies());
        add(
                lines,
                "caught up in %.1f s of %d",
                result.catchUp().toMillis() / MILLIS,
                TortureSettings.CATCH_UP_LIMIT.toSeconds());
        add(
                lines,
                "the textbook topology is off by %s by the minute, and by %s by the hour",
                off(result.control().minutes(), result),
                off(result.control().hours(), result));
        if (!result.control().caughtUp()) {
            lines.add("which had not read everything by then");
        }
        result.failures().forEach(failure -> lines.add("FAILED: " + failure));
        if (result.passed()) {
            lines.add("the audit is clean");
        }
        return lines;
    }

    private static void add(List<String> lines, String format, Object... values) {
        lines.add(String.format(Locale.ROOT, format, values));
    }

    private static String off(Sum sum, TortureResult result) {
        return "%s of requests and %s of joules"
                .formatted(
                        percent((double) sum.requests() - result.sums().requests(), (double)
                                result.sums().requests()),
                        percent(
                                sum.joules() - result.standing().microjoules() / MICRO,
                                result.standing().microjoules() / MICRO));
    }

    private static String percent(double difference, double of) {
        return of == 0 ? "0 %" : String.format(Locale.ROOT, "%+.2f %%", 100 * difference / of);
    }
}
