package io.wattledger.standalone.report;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** What a reader takes along who reads no further. */
final class HtmlSummary {

    private final Report report;
    private final Breakdown groups;
    private final List<Saving> savings;

    HtmlSummary(Report report, Breakdown groups, List<Saving> savings) {
        this.report = report;
        this.groups = groups;
        this.savings = savings;
    }

    void write(Html html) {
        html.section("summary", "In short").markup("<ul class=\"summary\">\n");
        total(html);
        largest(html);
        report.previous().filter(before -> before.requests() > 0).ifPresent(before -> rose(html));
        savings.stream().findFirst().ifPresent(saving -> saving(html, saving));
        if (report.total().unpricedRequests() > 0) {
            html.markup("<li>")
                    .text("%s of %s requests have no energy yet; all amounts are lower bounds."
                            .formatted(
                                    Scale.count(report.total().unpricedRequests()),
                                    Scale.count(report.total().requests())))
                    .markup("</li>\n");
        }
        html.markup("</ul>\n").close("section");
    }

    private void total(Html html) {
        Figures total = report.total();
        String requests = Scale.count(total.requests()) + " requests";
        Optional<Range> energy = total.amount(Quantity.ENERGY);
        html.markup("<li>");
        if (energy.isEmpty()) {
            html.text("The energy of " + requests + " is unknown.");
        } else {
            Scale scale = Scale.of(Quantity.ENERGY, energy.get().central());
            html.span("strong", scale.text(energy.get().central()))
                    .text(" of energy for " + requests + " (90 % range " + scale.range(energy.get()) + Scale.NO_BREAK
                            + scale.sign() + ")");
            html.text(report.previous()
                    .flatMap(before -> before.central(Quantity.ENERGY))
                    .filter(before -> before.signum() != 0)
                    .map(before -> ": " + Scale.percent(energy.get().central(), before) + " against the period before.")
                    .orElse("."));
        }
        html.markup("</li>\n");
    }

    private void largest(Html html) {
        List<Group> teams = groups.by(Field.TEAM);
        List<Group> jobs = groups.by(Field.MODEL, Field.GPU);
        Optional<BigDecimal> share = jobs.get(0).share();
        if (share.isEmpty()) {
            return;
        }
        html.markup("<li>").text("Most of it: ").span("strong", jobs.get(0).name());
        html.text(" with " + share.get() + Scale.NO_BREAK + "%");
        if (teams.size() > 1 && teams.get(0).share().isPresent()) {
            html.text(", and team ").span("strong", teams.get(0).name());
            html.text(" with " + teams.get(0).share().get() + Scale.NO_BREAK + "%");
        }
        html.text(".").markup("</li>\n");
    }

    private void rose(Html html) {
        Change.of(groups.by(Field.MODEL, Field.GPU)).stream()
                .filter(change -> change.total().signum() != 0)
                .findFirst()
                .ifPresent(change -> html.markup("<li>")
                        .text("What changed most: ")
                        .span("strong", change.group().name())
                        .text(" by "
                                + Scale.of(Quantity.ENERGY, change.total()).change(change.total())
                                + Scale.NO_BREAK
                                + Scale.of(Quantity.ENERGY, change.total()).sign()
                                + ", "
                                + reason(change)
                                + ".")
                        .markup("</li>\n"));
    }

    private static String reason(Change change) {
        if (change.isNew()) {
            return "which is new";
        }
        if (change.isGone()) {
            return "which was not used any more";
        }
        boolean up = change.total().signum() > 0;
        return change.volume().abs().compareTo(change.efficiency().abs()) >= 0
                ? "mostly by " + (change.volume().signum() > 0 ? "more" : "fewer") + " requests"
                : "mostly by " + (up ? "more" : "less") + " energy per request";
    }

    private static void saving(Html html, Saving saving) {
        html.markup("<li>")
                .text("What would save most: ")
                .span("strong", saving.group().names().get(0) + " on " + saving.gpu())
                .text(" in place of " + saving.group().names().get(1) + ", "
                        + (saving.clear() ? "" : "likely ")
                        + Scale.text(Quantity.ENERGY, saving.energy()) + " less.")
                .markup("</li>\n");
    }
}
