package io.wattledger.standalone.report;

/** The totals in things that a person knows. */
final class HtmlComparisons {

    private final Report report;

    HtmlComparisons(Report report) {
        this.report = report;
    }

    void write(Html html) {
        if (report.total().amounts().isEmpty()) {
            return;
        }
        html.section("comparisons", "To compare").markup("<ul class=\"comparisons\">\n");
        Comparison.ALL.forEach(comparison -> report.total()
                .central(comparison.quantity())
                .filter(amount -> amount.signum() > 0)
                .ifPresent(amount -> html.open("li")
                        .span("span", comparison.count(amount), "class", "big")
                        .text(" " + comparison.name())
                        .span("span", comparison.how(), "class", "more")
                        .markup("</li>\n")));
        html.markup("</ul>\n").close("section");
    }
}
