package io.wattledger.standalone.report;

import io.wattledger.standalone.report.HtmlTable.Cell;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** What rose and fell most since the period before, and why. */
final class HtmlChanges {

    private static final int MOST = 5;

    private final Report report;
    private final List<Change> changes;
    private final long unknown;

    /** @param jobs models on GPUs */
    HtmlChanges(Report report, List<Group> jobs) {
        this.report = report;
        this.changes = Change.of(jobs);
        this.unknown = jobs.stream()
                .filter(group -> group.now().requests() > 0 || group.before().requests() > 0)
                .filter(group -> Change.of(group).isEmpty())
                .count();
    }

    void write(Html html) {
        Optional<Span> previous = report.question().previous();
        if (previous.isEmpty()) {
            return;
        }
        html.section("changes", "What changed most");
        if (report.before().isEmpty()) {
            html.element("p", "Nothing was booked in the period before (" + SpanText.name(previous.get()) + ").")
                    .close("section");
            return;
        }
        html.note("Models on GPUs, against " + SpanText.name(previous.get())
                + ". By requests: what more or fewer requests make, each as before. By energy per request: what longer or"
                + " shorter prompts and answers, other batch sizes and other costs make.");
        table(html, "rises", "Largest rises", 1);
        table(html, "falls", "Largest falls", -1);
        if (unknown > 0) {
            html.note("Of %d more the energy of one of the periods is unknown.".formatted(unknown));
        }
        html.close("section");
    }

    private void table(Html html, String id, String caption, int sign) {
        List<Change> some = changes.stream()
                .filter(change -> change.total().signum() == sign)
                .limit(MOST)
                .toList();
        if (some.isEmpty()) {
            return;
        }
        Scale scale = Scale.of(Quantity.ENERGY, changes.get(0).total());
        BigDecimal most = changes.get(0).total().abs();
        HtmlTable table = new HtmlTable(
                id,
                caption + ", " + scale.sign(),
                List.of("Model", "Change", "In percent", "By requests", "By energy per request"));
        for (Change change : some) {
            table.row(List.of(
                    Cell.of(change.group().names().get(0))
                            .under("on " + change.group().names().get(1))
                            .bar(HtmlGroups.width(change.total().abs(), most), sign > 0 ? "rise" : "fall"),
                    Cell.of(scale.change(change.total())),
                    percent(change),
                    Cell.of(scale.change(change.volume())),
                    change.isNew() || change.isGone() ? Cell.none() : Cell.of(scale.change(change.efficiency()))));
        }
        table.write(html);
    }

    private static Cell percent(Change change) {
        if (change.isNew() || change.isGone()) {
            return Cell.of(change.isNew() ? "new" : "gone");
        }
        return Cell.of(change.group()
                .before()
                .central(Quantity.ENERGY)
                .filter(before -> before.signum() != 0)
                .map(before -> Scale.percent(change.group().energy(), before)));
    }
}
