package io.wattledger.standalone.report;

import io.wattledger.standalone.report.HtmlTable.Cell;
import java.util.List;

/** What the report was made from, folded away. */
final class HtmlState {

    private final State state;
    private final Report report;

    HtmlState(Report report) {
        this.report = report;
        this.state = report.state();
    }

    void write(Html html) {
        String read = SpanText.moment(
                state.read().atZone(report.question().span().from().getZone()));
        html.element("p", "Wattledger %s · read %s from: %s".formatted(state.version(), read, state.source()));
        html.markup("<details>").element("summary", "What this report was made from");
        html.note("The same question to the same state has the same answer.");
        HtmlTable offsets =
                new HtmlTable("offsets", "Read up to these offsets", List.of("Topic", "Partition", "Offset"));
        state.offsets()
                .forEach((topic, partitions) -> partitions.forEach((partition, offset) -> offsets.row(
                        List.of(Cell.of(topic), Cell.of(Integer.toString(partition)), Cell.of(Scale.count(offset))))));
        if (!offsets.isEmpty()) {
            offsets.write(html);
        }
        HtmlTable revisions = new HtmlTable(
                "revisions", "Revisions in force", List.of("Of", "Table", "Revision", "Method or source"));
        state.revisions()
                .forEach(revision -> revisions.row(List.of(
                        Cell.of(revision.of()),
                        Cell.of(revision.table()).as("text"),
                        Cell.of(revision.name()).as("text"),
                        Cell.of(revision.method()).as("text"))));
        if (!revisions.isEmpty()) {
            revisions.write(html);
        }
        html.close("details");
    }
}
