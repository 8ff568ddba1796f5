package io.wattledger.standalone.audit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** An audit for people, and as JSON. */
public final class AuditView {

    private static final List<String> ENDS = List.of("low", "central", "high");
    private static final double MICRO = 1e-6;

    private final AuditReport report;

    public AuditView(AuditReport report) {
        this.report = report;
    }

    /** One object. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("clean", report.clean());
        json.put("in", report.in());
        json.put("booked", report.booked());
        json.put("parked", report.parked());
        json.put("duplicate", report.duplicate());
        json.put("rejected", report.rejected());
        json.put("handedOn", report.handedOn());
        json.put("notRead", report.notRead());
        json.put("entries", report.entries());
        json.put("windows", report.windows());
        json.put("totals", report.totals());
        json.put("unproven", report.unproven());
        json.put("provenFrom", report.provenFrom().map(Instant::toString).orElse(null));
        json.put("differences", report.differences());
        ObjectNode byKind = json.putObject("byKind");
        report.byKind().forEach(byKind::put);
        json.put(
                "firstDifference", report.firstOfEachKind().stream().findFirst().orElse(null));
        ArrayNode teams = json.putArray("teams");
        report.teams().forEach(team -> add(teams.addObject(), team));
        ArrayNode notes = json.putArray("notes");
        report.notes().forEach(notes::add);
        return json;
    }

    private static void add(ObjectNode json, AuditReport.Team team) {
        json.put("team", team.name());
        json.put("requests", team.requests());
        json.put("unpricedRequests", team.unpricedRequests());
        add(json, "energyMicrojoules", team.energyMicrojoules());
        add(json, "waterMicrolitres", team.waterMicrolitres());
        add(json, "carbonMicrograms", team.carbonMicrograms());
    }

    private static void add(ObjectNode json, String name, List<Long> range) {
        if (range.isEmpty()) {
            json.putNull(name);
            return;
        }
        ObjectNode ends = json.putObject(name);
        for (int end = 0; end < ENDS.size(); end++) {
            ends.put(ENDS.get(end), range.get(end));
        }
    }

    /** In the text format of Prometheus. */
    public String metrics(Instant at) {
        return """
                # HELP wattledger_audit_differences Differences that the last audit found between the books and the events.
                # TYPE wattledger_audit_differences gauge
                wattledger_audit_differences %d
                # HELP wattledger_audit_not_read_records Records that were beyond what the last audit compared.
                # TYPE wattledger_audit_not_read_records gauge
                wattledger_audit_not_read_records %d
                # HELP wattledger_audit_last_run_timestamp_seconds When the last audit ended, since the epoch.
                # TYPE wattledger_audit_last_run_timestamp_seconds gauge
                wattledger_audit_last_run_timestamp_seconds %d
                """.formatted(report.differences(), report.notRead(), at.getEpochSecond());
    }

    /** A table, and the verdict. */
    public void print(PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%-9s %,d events: %,d booked, %,d parked, %,d duplicate, %,d rejected; %,d handed on%n",
                "in",
                report.in(),
                report.booked(),
                report.parked(),
                report.duplicate(),
                report.rejected(),
                report.handedOn());
        out.printf(
                Locale.ROOT,
                "%-9s %,d entries, %,d windows of %,d teams, %,d totals%n",
                "compared",
                report.entries(),
                report.windows(),
                report.teams().size(),
                report.totals());
        report.provenFrom()
                .ifPresent(time -> out.printf(
                        Locale.ROOT,
                        "%-9s from %s on; what came before is no longer kept, nor are all counts comparable%n",
                        "proven",
                        time));
        if (report.unproven() > 0) {
            out.printf(
                    Locale.ROOT,
                    "%-9s the amounts of %,d windows: the tables no longer hold what priced them, or changed after their usage was forgotten%n",
                    "unproven",
                    report.unproven());
        }
        report.notes().forEach(note -> out.printf(Locale.ROOT, "%-9s %s%n", "note", note));
        printTeams(out);
        out.println();
        if (report.notRead() > 0) {
            out.printf(
                    Locale.ROOT,
                    "%,d records are not read yet; the books are compared up to what is read%n",
                    report.notRead());
        }
        if (report.clean()) {
            out.println(
                    report.notes().contains(AuditReport.NOTHING_COMPARED)
                            ? "CLEAN as far as it goes: " + AuditReport.NOTHING_COMPARED
                            : "CLEAN: the books add up");
            return;
        }
        report.firstOfEachKind().forEach(out::println);
        out.printf(
                Locale.ROOT,
                "NOT CLEAN: %,d differences (%s); the first of each kind is above%n",
                report.differences(),
                report.byKind().entrySet().stream()
                        .map(kind -> String.format(Locale.ROOT, "%s %,d", kind.getKey(), kind.getValue()))
                        .collect(Collectors.joining(", ")));
    }

    private void printTeams(PrintWriter out) {
        if (report.teams().isEmpty()) {
            return;
        }
        out.printf(Locale.ROOT, "%n%-24s %15s %15s %20s%n", "team", "requests", "unpriced", "joules");
        for (AuditReport.Team team : report.teams()) {
            out.printf(
                    Locale.ROOT,
                    "%-24s %,15d %,15d %20s%n",
                    team.name(),
                    team.requests(),
                    team.unpricedRequests(),
                    team.energyMicrojoules().isEmpty()
                            ? "unknown"
                            : String.format(
                                    Locale.ROOT,
                                    "%,.1f",
                                    team.energyMicrojoules().get(1) * MICRO));
        }
    }
}
