package io.wattledger.standalone.batches;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wattledger.estimator.cli.Columns;
import io.wattledger.estimator.cli.Json;
import io.wattledger.standalone.view.Printable;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Batch sizes for people, and as JSON. */
public final class BatchesView {

    private static final int WIDEST = 60;
    private static final double LOW = 0.05;
    private static final double HIGH = 0.95;
    private static final String NOTHING = "–";

    private final BatchesReport report;

    public BatchesView(BatchesReport report) {
        this.report = report;
    }

    /** A table and the counts. */
    public void print(PrintWriter out) {
        if (!report.served().isEmpty()) {
            Columns columns = new Columns(
                    "MODEL", "GPU", "REQUESTS", "TOLD %", "OF TOKENS %", "BOOK BY", "5 %", "95 %", "BOOKED BY NOW");
            report.served().forEach(each -> row(columns, each));
            columns.print(out);
            out.println();
        }
        out.println(summary());
        if (!report.served().isEmpty() && !report.told()) {
            out.println(
                    "No request told its batch size. Set batchSize in the events of the gateway: the requests that shared"
                            + " the accelerator while this one ran, such as the running requests of the server.");
        }
    }

    private void row(Columns columns, ServedBatches each) {
        columns.row(
                Printable.name(each.modelId(), WIDEST),
                Printable.name(each.gpu(), WIDEST),
                String.format(Locale.ROOT, "%,d", each.usage().requests()),
                decimal(OptionalDouble.of(100 * each.shareOfRequests())),
                decimal(each.shareOfWeight().stream().map(share -> 100 * share).findFirst()),
                decimal(each.mean()),
                whole(each.quantile(LOW)),
                whole(each.quantile(HIGH)),
                report.bookedBy(each).map(Object::toString).orElse(NOTHING));
    }

    private static String decimal(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%,.1f", value.getAsDouble()) : NOTHING;
    }

    private static String whole(OptionalInt value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%,d", value.getAsInt()) : NOTHING;
    }

    private String summary() {
        EventReading.Read read = report.read();
        return String.format(
                Locale.ROOT,
                "%s, %s to %s: %s%s; left out as copies: %,d, as no book takes them: %,d",
                report.topic(),
                report.from(),
                report.to(),
                read.events() == 0 ? "no event" : String.format(Locale.ROOT, "%,d events", read.events()),
                read.events() > 0 && report.served().isEmpty() ? ", none of what was asked for" : "",
                read.duplicates(),
                read.refused());
    }

    /**
     * One object.
     *
     * @param learned what a file was to hold, if one was asked for
     */
    public ObjectNode json(Optional<LearnedCosts> learned) {
        ObjectNode json = Json.object();
        json.put("topic", report.topic());
        json.put("from", report.from().toString());
        json.put("to", report.to().toString());
        json.put("events", report.read().events());
        json.put("duplicates", report.read().duplicates());
        json.put("refused", report.read().refused());
        var batches = json.putArray("batches");
        report.served().forEach(each -> add(batches.addObject(), each));
        learned.ifPresent(costs -> {
            json.put("entries", costs.entries().size());
            var leftOut = json.putArray("leftOut");
            costs.leftOut().forEach(each -> leftOut.addObject()
                    .put("modelId", each.modelId())
                    .put("gpu", each.gpu())
                    .put("reason", each.reason()));
        });
        return json;
    }

    private void add(ObjectNode json, ServedBatches each) {
        json.put("modelId", each.modelId());
        json.put("gpu", each.gpu());
        json.put("requests", each.usage().requests());
        json.put("requestsTold", each.toldUsage().requests());
        json.put("outputTokens", each.usage().outputTokens());
        json.put("outputTokensTold", each.toldUsage().outputTokens());
        json.put("weightedBy", each.weight().label());
        json.put("batch", each.mean().stream().boxed().findFirst().orElse(null));
        json.put("batch5", each.quantile(LOW).stream().boxed().findFirst().orElse(null));
        json.put("batch95", each.quantile(HIGH).stream().boxed().findFirst().orElse(null));
        json.put("bookedByNow", report.bookedBy(each).orElse(null));
    }
}
