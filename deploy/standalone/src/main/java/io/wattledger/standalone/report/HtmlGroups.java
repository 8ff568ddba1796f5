package io.wattledger.standalone.report;

import io.wattledger.standalone.report.HtmlTable.Cell;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who used how much: by team, model, GPU and region. */
final class HtmlGroups {

    /** More rows than that nobody reads. */
    private static final int MOST = 30;

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final Report report;
    private final Breakdown groups;

    HtmlGroups(Report report, Breakdown groups) {
        this.report = report;
        this.groups = groups;
    }

    void write(Html html) {
        part(html, Field.TEAM, "By team");
        part(html, Field.MODEL, "By model");
        part(html, Field.GPU, "By GPU");
        part(html, Field.REGION, "By region");
    }

    private void part(Html html, Field field, String heading) {
        List<Group> all = groups.by(field).stream()
                .filter(group ->
                        group.now().requests() > 0 || !group.now().amounts().isEmpty())
                .toList();
        Colours colours = Colours.of(all);
        boolean coloured = field == Field.TEAM || field == Field.MODEL;
        boolean metered = all.stream().anyMatch(group -> group.name().equals(Breakdown.NOT_ATTRIBUTED));
        Layout columns = new Layout(field == Field.REGION || metered);
        String id = "by-" + field.label();
        html.section(id, heading);
        HtmlTable table = new HtmlTable(id + "-table", "Largest energy first; shares add up to 100 %", columns.names());
        BigDecimal most = all.stream().map(Group::energy).reduce(BigDecimal.ZERO, BigDecimal::max);
        for (Group group : shown(all)) {
            Cell name = Cell.of(group.name())
                    .bar(width(group.energy(), most), coloured ? colours.colour(group.name()) : "plain");
            table.row(columns.cells(name, group));
        }
        Group whole = new Group(
                List.of("All"),
                report.total(),
                report.previous().orElse(Figures.NONE),
                all.stream().flatMap(group -> group.share().stream()).reduce(BigDecimal::add),
                report.money());
        table.foot(columns.cells(Cell.of("All"), whole)).write(html);
        html.close("section");
    }

    /** All, or the largest and one for the others. */
    private List<Group> shown(List<Group> all) {
        if (all.size() <= MOST) {
            return all;
        }
        List<Group> rest = all.subList(MOST - 1, all.size());
        List<Group> shown = new ArrayList<>(all.subList(0, MOST - 1));
        shown.add(new Group(
                List.of(rest.size() + " others"),
                rest.stream().map(Group::now).reduce(Figures.NONE, Figures::plus),
                rest.stream().map(Group::before).reduce(Figures.NONE, Figures::plus),
                rest.stream().flatMap(group -> group.share().stream()).reduce(BigDecimal::add),
                rest.stream().flatMap(group -> group.money().stream()).reduce(Money::plus)));
        return shown;
    }

    /** Percent of the largest. */
    static BigDecimal width(BigDecimal amount, BigDecimal largest) {
        return largest.signum() <= 0
                ? BigDecimal.ZERO
                : amount.max(BigDecimal.ZERO).multiply(HUNDRED).divide(largest, 1, RoundingMode.HALF_EVEN);
    }

    /** The figures of a group, in the units of the whole. */
    private final class Layout {
        private final boolean facility;

        Layout(boolean facility) {
            this.facility = facility;
        }

        List<String> names() {
            List<String> names = new ArrayList<>(
                    List.of("", "Energy, " + scale(Quantity.ENERGY).sign(), "Share"));
            if (report.question().previous().isPresent()) {
                names.add("Change");
            }
            if (facility) {
                names.add("Facility energy, " + scale(Quantity.FACILITY_ENERGY).sign());
            }
            names.add("Water, " + scale(Quantity.WATER).sign());
            names.add("CO₂e, " + scale(Quantity.CARBON).sign());
            report.prices()
                    .ifPresent(prices -> names.add("Cost, " + prices.currency().getCurrencyCode()));
            names.add("Requests");
            return names;
        }

        List<Cell> cells(Cell name, Group group) {
            Figures now = group.now();
            boolean used = now.requests() > 0;
            List<Cell> cells = new ArrayList<>(List.of(
                    name,
                    energy(now, used),
                    Cell.of(group.share()
                            .map(share -> share + Scale.NO_BREAK + "%")
                            .orElse("–"))));
            if (report.question().previous().isPresent()) {
                cells.add(change(group));
            }
            if (facility) {
                cells.add(amount(now, Quantity.FACILITY_ENERGY, used));
            }
            cells.add(amount(now, Quantity.WATER, used));
            cells.add(amount(now, Quantity.CARBON, used));
            report.prices()
                    .ifPresent(prices -> cells.add(
                            Cell.of(group.money().flatMap(Money::total).map(amount -> Cost.number(prices, amount)))));
            cells.add(Cell.of(Scale.count(now.requests())).under(missing(now)));
            return cells;
        }

        private Scale scale(Quantity quantity) {
            return Scale.of(quantity, report.total().central(quantity).orElse(BigDecimal.ZERO));
        }

        private Cell energy(Figures now, boolean used) {
            Scale scale = scale(Quantity.ENERGY);
            String range = now.amount(Quantity.ENERGY).map(scale::range).orElse("");
            return amount(now, Quantity.ENERGY, used).under(range);
        }

        private Cell amount(Figures now, Quantity quantity, boolean used) {
            Optional<BigDecimal> amount = now.central(quantity);
            return amount.isPresent() || used ? Cell.of(amount.map(scale(quantity)::number)) : Cell.none();
        }

        private Cell change(Group group) {
            Optional<BigDecimal> before = group.before().central(Quantity.ENERGY);
            Optional<BigDecimal> now = group.now().central(Quantity.ENERGY);
            if (now.isEmpty()) {
                return Cell.none();
            }
            if (before.filter(amount -> amount.signum() != 0).isEmpty()) {
                return group.before().requests() > 0 ? Cell.unknown() : Cell.of("new");
            }
            return Cell.of(Scale.percent(now.get(), before.get()))
                    .as(HtmlTotals.direction(now.get().subtract(before.get())));
        }

        private static String missing(Figures now) {
            List<String> missing = new ArrayList<>();
            if (now.unpricedRequests() > 0) {
                missing.add(Scale.count(now.unpricedRequests()) + " without energy");
            }
            if (now.unsitedRequests() > 0) {
                missing.add(Scale.count(now.unsitedRequests()) + " without water, CO₂e");
            }
            return String.join("; ", missing);
        }
    }
}
