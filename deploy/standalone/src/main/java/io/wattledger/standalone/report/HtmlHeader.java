package io.wattledger.standalone.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Of what and of when the report is. */
final class HtmlHeader {

    private static final int MOST_IN_TITLE = 3;

    private final Report report;
    private final Question question;

    HtmlHeader(Report report) {
        this.report = report;
        this.question = report.question();
    }

    String title() {
        return who() + ", " + SpanText.name(question.span());
    }

    void write(Html html) {
        html.markup("<header>\n")
                .element("p", "Wattledger · energy, water and carbon of AI inference", "class", "eyebrow")
                .element("h1", title());
        String zone = question.span().from().getZone().getId();
        html.element("p", (comparison() + " Times are in " + zone + ".").strip(), "class", "lead");
        List<String> others = question.filters().entrySet().stream()
                .filter(filter ->
                        filter.getKey() != Field.TEAM || filter.getValue().size() > MOST_IN_TITLE)
                .sorted(Map.Entry.comparingByKey())
                .map(filter -> filter.getKey().label() + " " + String.join(", ", new TreeSet<>(filter.getValue())))
                .toList();
        if (!others.isEmpty()) {
            html.element("p", "Only " + String.join("; ", others) + ".", "class", "lead");
        }
        html.markup("</header>\n");
    }

    private String who() {
        Set<String> teams = question.filters().getOrDefault(Field.TEAM, Set.of());
        if (teams.isEmpty()) {
            return "All teams";
        }
        return teams.size() > MOST_IN_TITLE
                ? teams.size() + " teams"
                : (teams.size() == 1 ? "Team " : "Teams ") + String.join(", ", new TreeSet<>(teams));
    }

    private String comparison() {
        Optional<String> before = question.previous().map(SpanText::name);
        if (!isOpen(report)) {
            return before.map(name -> "Compared with " + name + ".").orElse("");
        }
        String until = SpanText.moment(
                report.state().read().atZone(question.span().from().getZone()));
        return "This period is not over: figures are those booked until " + until
                + before.map(name -> ", compared with the period before until the same moment (" + name + ").")
                        .orElse(".");
    }

    /** Whether the period was not over when the books were read. */
    static boolean isOpen(Report report) {
        return report.question().span().to().toInstant().isAfter(report.state().read());
    }
}
