package io.wattledger.standalone.publish;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wattledger.estimator.cli.Columns;
import io.wattledger.estimator.cli.Json;
import io.wattledger.standalone.publish.PlannedRow.Change;
import io.wattledger.standalone.publish.PlannedRow.Status;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;

/** A plan as a person reads it, and as JSON. */
public final class PlanView<R extends SpecificRecord> {

    private static final String NOTHING = "–";
    private static final MathContext DIGITS = new MathContext(4);

    private final Table<?, R> table;
    private final Plan<R> plan;
    private final boolean dryRun;

    /** @param dryRun whether nothing was to be written */
    public PlanView(Table<?, R> table, Plan<R> plan, boolean dryRun) {
        this.table = table;
        this.plan = plan;
        this.dryRun = dryRun;
    }

    /** Prints the differences and the counts. */
    public void print(PrintWriter out) {
        if (!plan.changed().isEmpty()) {
            Columns columns = new Columns("KEY", "WHAT", "FIGURE", "OLD", "NEW", "CHANGE", "REVISION");
            alike().forEach(rows -> rows.get(0).changes().forEach(change -> add(columns, rows, change)));
            columns.print(out);
            out.println();
        }
        plan.rows().forEach(row -> row.warnings().forEach(warning -> out.println(row.key() + ": " + warning)));
        out.println(summary());
    }

    /** The counts, and what became of the changes. */
    public String summary() {
        String end = "nothing to write";
        if (dryRun) {
            end = "dry run, nothing was written";
        } else if (plan.written()) {
            end = "written in one transaction";
        }
        return String.format(
                Locale.ROOT,
                "%,d %s: %,d new, %,d changed, %,d unchanged; %s",
                plan.rows().size(),
                plan.rows().size() == 1 ? "row" : "rows",
                plan.count(Status.NEW),
                plan.count(Status.CHANGED),
                plan.count(Status.UNCHANGED),
                end);
    }

    /** Rows that change in the same way: those that one model on one GPU has under its several names. */
    private Collection<List<PlannedRow<R>>> alike() {
        return plan.changed().stream()
                .collect(Collectors.groupingBy(
                        row -> List.of(row.status(), row.changes()), LinkedHashMap::new, Collectors.toList()))
                .values();
    }

    private void add(Columns columns, List<PlannedRow<R>> rows, Change<R> change) {
        PlannedRow<R> row = rows.get(0);
        String what = (change.replaces() ? "replaced" : row.status().label())
                + (rows.size() == 1 ? "" : ", under %d names".formatted(rows.size()));
        String key = row.key().toString();
        String revision = change.written().name();
        List<Difference> differences = differences(change);
        for (Difference each : differences) {
            boolean first = each.equals(differences.get(0));
            columns.row(
                    first ? key : "",
                    first ? what : "",
                    each.name(),
                    each.before().map(PlanView::number).orElse(NOTHING),
                    each.after().map(PlanView::number).orElse(NOTHING),
                    each.change(),
                    first ? revision : "");
        }
        if (differences.isEmpty()) {
            columns.row(key, what, "ranges or sources", NOTHING, NOTHING, NOTHING, revision);
        }
    }

    /** A central value that differs; empty: there is none. */
    private record Difference(String name, Optional<Double> before, Optional<Double> after) {

        String change() {
            if (before.isEmpty() || after.isEmpty()) {
                return NOTHING;
            }
            return String.format(Locale.ROOT, "%+.1f %%", (after.get() / before.get() - 1) * 100);
        }
    }

    private List<Difference> differences(Change<R> change) {
        Map<String, Double> before = new LinkedHashMap<>();
        Map<String, Double> after = new LinkedHashMap<>();
        change.before().ifPresent(old -> table.figures(old.content().record())
                .forEach(figure -> before.put(figure.name(), figure.value())));
        table.figures(change.written().content().record()).stream()
                .filter(figure -> change.before().isPresent() || figure.main())
                .forEach(figure -> after.put(figure.name(), figure.value()));
        var names = new LinkedHashSet<>(after.keySet());
        names.addAll(before.keySet());
        return names.stream()
                .map(name -> new Difference(
                        name, Optional.ofNullable(before.get(name)), Optional.ofNullable(after.get(name))))
                .filter(each -> !each.before().equals(each.after()))
                .toList();
    }

    private static String number(double value) {
        return value == 0
                ? "0"
                : new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString();
    }

    /** One object. */
    public ObjectNode json() {
        ObjectNode json = Json.object();
        json.put("topic", plan.topic());
        json.put("dryRun", dryRun);
        json.put("new", plan.count(Status.NEW));
        json.put("changed", plan.count(Status.CHANGED));
        json.put("unchanged", plan.count(Status.UNCHANGED));
        json.put("written", plan.written());
        ArrayNode rows = json.putArray("rows");
        plan.rows().forEach(row -> add(rows.addObject(), row));
        return json;
    }

    private void add(ObjectNode json, PlannedRow<R> row) {
        json.put("key", row.key().toString());
        json.put("status", row.status().label());
        ArrayNode revisions = json.putArray("revisions");
        for (Change<R> change : row.changes()) {
            ObjectNode revision = revisions.addObject();
            revision.put("revision", change.written().name());
            revision.put("effectiveFrom", change.written().from().toString());
            revision.put("replaces", change.replaces());
            figures(revision, "old", change.before().map(Revision::content));
            figures(revision, "new", Optional.of(change.written().content()));
        }
        ArrayNode warnings = json.putArray("warnings");
        row.warnings().forEach(warnings::add);
    }

    private void figures(ObjectNode json, String name, Optional<Content<R>> content) {
        if (content.isEmpty()) {
            json.putNull(name);
            return;
        }
        ObjectNode figures = json.putObject(name);
        table.figures(content.get().record()).forEach(figure -> figures.put(figure.name(), figure.value()));
    }
}
