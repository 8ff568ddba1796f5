package io.wattledger.standalone.report;

import java.util.ArrayList;
import java.util.List;

/** What a reader must know. */
final class HtmlNotes {

    private final Report report;

    HtmlNotes(Report report) {
        this.report = report;
    }

    void write(Html html) {
        List<String> notes = new ArrayList<>(report.notes());
        if (!report.empty()) {
            notes.add("Amounts are estimates by the cost table unless they were measured; " + measured()
                    + " of the energy was measured.");
            notes.add(
                    "The ends of ranges are added up, as if all errors went the same way: ranges of sums are on the wide"
                            + " side.");
        }
        if (notes.isEmpty()) {
            return;
        }
        html.section("notes", "Notes").markup("<ul>\n");
        notes.forEach(note -> html.element("li", note));
        html.markup("</ul>\n").close("section");
    }

    private String measured() {
        return report.total()
                .central(Quantity.ENERGY)
                .filter(energy ->
                        energy.signum() > 0 && report.total().measured().signum() != 0)
                .map(energy -> Scale.digits(HtmlGroups.width(report.total().measured(), energy)) + Scale.NO_BREAK + "%")
                .orElse("none");
    }
}
