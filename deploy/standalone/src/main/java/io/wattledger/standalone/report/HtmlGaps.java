package io.wattledger.standalone.report;

import io.wattledger.standalone.report.HtmlTable.Cell;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** What is not known, and what was corrected. */
final class HtmlGaps {

    private final Report report;
    private final Breakdown groups;

    HtmlGaps(Report report, Breakdown groups) {
        this.report = report;
        this.groups = groups;
    }

    void write(Html html) {
        html.section("gaps", "Not known, and corrected");
        boolean whole = report.total().unpricedRequests() == 0 && report.total().unsitedRequests() == 0;
        if (whole) {
            html.element("p", "Every request of this period has its energy, water and CO₂e.");
        }
        missing(
                html,
                "unpriced",
                "Without energy, because no cost covers them",
                groups.by(Field.MODEL, Field.GPU),
                Figures::unpricedRequests);
        missing(
                html,
                "unsited",
                "With energy, but without water and CO₂e: their region has no factors",
                groups.by(Field.REGION),
                Figures::unsitedRequests);
        corrections(html);
        html.close("section");
    }

    private static void missing(
            Html html, String id, String caption, List<Group> groups, ToLongFunction<Figures> requests) {
        HtmlTable table = new HtmlTable(id, caption, List.of("", "Requests", "Of all of this row"));
        groups.stream()
                .filter(group -> requests.applyAsLong(group.now()) > 0)
                .forEach(group -> table.row(List.of(
                        Cell.of(group.name()),
                        Cell.of(Scale.count(requests.applyAsLong(group.now()))),
                        Cell.of(Scale.count(group.now().requests())))));
        if (!table.isEmpty()) {
            table.write(html);
        }
    }

    private void corrections(Html html) {
        Map<Kind, Figures> byKind = new EnumMap<>(Kind.class);
        report.rows().stream()
                .filter(row -> row.kind() == Kind.CORRECTION || row.kind() == Kind.LATER_CORRECTION)
                .forEach(row -> byKind.merge(row.kind(), row.figures(), Figures::plus));
        if (byKind.isEmpty()) {
            html.element("p", "Nothing was corrected.");
            return;
        }
        List<String> columns = new ArrayList<>(List.of("Corrections, in all amounts above"));
        for (Quantity quantity : Quantity.values()) {
            columns.add(name(quantity) + ", " + scale(byKind, quantity).sign());
        }
        HtmlTable table =
                new HtmlTable("corrections", "What revisions of costs and factors into the past changed", columns);
        byKind.forEach((kind, figures) -> {
            List<Cell> cells = new ArrayList<>(List.of(
                    Cell.of(kind == Kind.CORRECTION ? "Corrections" : "Corrections written after the month was over")));
            for (Quantity quantity : Quantity.values()) {
                cells.add(figures.central(quantity)
                        .map(scale(byKind, quantity)::change)
                        .map(Cell::of)
                        .orElse(Cell.none()));
            }
            table.row(cells);
        });
        table.write(html);
    }

    private static String name(Quantity quantity) {
        return switch (quantity) {
            case ENERGY -> "Energy";
            case FACILITY_ENERGY -> "Facility energy";
            case WATER -> "Water";
            case CARBON -> "CO₂e";
        };
    }

    private static Scale scale(Map<Kind, Figures> byKind, Quantity quantity) {
        return Scale.of(
                quantity,
                byKind.values().stream()
                        .map(figures -> figures.central(quantity))
                        .flatMap(Optional::stream)
                        .map(BigDecimal::abs)
                        .max(BigDecimal::compareTo)
                        .orElse(BigDecimal.ZERO));
    }
}
