package io.wattledger.standalone.report;

import io.wattledger.standalone.report.HtmlTable.Cell;
import io.wattledger.standalone.report.StackedBars.Bar;
import io.wattledger.standalone.report.StackedBars.Known;
import io.wattledger.standalone.report.StackedBars.Series;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Energy over time, by team and by model, as stacks and as tables. */
final class HtmlTrend {

    private static final double WIDE = 960;
    private static final double NARROW = 380;

    private final Report report;
    private final Breakdown groups;
    private final boolean months;
    private final List<Span> spans;

    HtmlTrend(Report report, Breakdown groups) {
        this.report = report;
        this.groups = groups;
        this.months = report.question().granularity() == Span.Granularity.MONTH;
        this.spans = report.question().span().split(report.question().granularity());
    }

    void write(Html html) {
        html.section("trend", months ? "Month by month" : "Day by day");
        if (report.total().unpricedRequests() > 0) {
            html.note("Hatched is usage whose energy is not known: it is on top of what is drawn, and nobody knows how"
                    + " high.");
        }
        if (groups.by(Field.TEAM).size() > 1) {
            chart(html, Field.TEAM);
        }
        chart(html, Field.MODEL);
        html.close("section");
    }

    private void chart(Html html, Field field) {
        Colours colours = Colours.of(groups.by(field));
        List<Series> series = colours.series();
        List<Bar> bars = bars(field, colours);
        BigDecimal highest = bars.stream().map(Bar::sum).reduce(BigDecimal.ZERO, BigDecimal::max);
        Scale scale = Scale.of(Quantity.ENERGY, highest);
        String title = "Energy by " + field.label() + " per " + (months ? "month" : "day");
        StackedBars stacks =
                new StackedBars("trend-" + field.label(), title, description(bars, scale), series, bars, scale);
        html.element("h3", title + ", " + scale.sign());
        html.markup("<ul class=\"legend\">\n");
        series.forEach(each -> html.open("li")
                .span("span", "", "class", "swatch " + each.colour())
                .text(each.name())
                .markup("</li>\n"));
        html.markup("</ul>\n").markup(stacks.svg("wide", WIDE)).markup(stacks.svg("narrow", NARROW));
        html.markup("<details>").element("summary", "The same as a table");
        table(field, series, bars, scale).write(html);
        html.close("details");
    }

    private List<Bar> bars(Field field, Colours colours) {
        List<Map<Integer, Figures>> sums = new ArrayList<>();
        Map<Long, Integer> starts = new HashMap<>();
        for (Span span : spans) {
            starts.put(span.begin(), sums.size());
            sums.add(new HashMap<>());
        }
        for (Row row : report.rows()) {
            Integer at = starts.get(row.span().begin());
            if (at != null && row.kind() != Kind.UNATTRIBUTED) {
                String name = groups.names(row, field).get(0);
                sums.get(at).merge(colours.index(name), row.figures(), Figures::plus);
            }
        }
        return IntStream.range(0, spans.size())
                .mapToObj(i -> bar(spans.get(i), sums.get(i), colours.series().size()))
                .toList();
    }

    private Bar bar(Span span, Map<Integer, Figures> sums, int size) {
        List<Optional<BigDecimal>> parts = IntStream.range(0, size)
                .mapToObj(i -> Optional.ofNullable(sums.get(i)).flatMap(sum -> sum.central(Quantity.ENERGY)))
                .toList();
        return new Bar(SpanText.brief(span, report.question().granularity()), parts, known(span, sums));
    }

    private Known known(Span span, Map<Integer, Figures> sums) {
        Figures all = sums.values().stream().reduce(Figures.NONE, Figures::plus);
        if (sums.isEmpty()) {
            return span.from().toInstant().isAfter(report.state().read()) ? Known.TO_COME : Known.NO_USAGE;
        }
        if (all.amount(Quantity.ENERGY).isEmpty()) {
            return Known.NOTHING;
        }
        return all.unpricedRequests() > 0 ? Known.LOWER_BOUND : Known.ALL;
    }

    private static String description(List<Bar> bars, Scale scale) {
        List<Bar> known = bars.stream()
                .filter(bar -> bar.known() == Known.ALL || bar.known() == Known.LOWER_BOUND)
                .toList();
        if (known.isEmpty()) {
            return "Nothing is known.";
        }
        Bar highest = known.stream().max((a, b) -> a.sum().compareTo(b.sum())).orElseThrow();
        Bar lowest = known.stream().min((a, b) -> a.sum().compareTo(b.sum())).orElseThrow();
        return "Stacked bars from %s to %s. Highest: %s with %s. Lowest: %s with %s. The table below has all figures."
                .formatted(
                        bars.get(0).label(),
                        bars.get(bars.size() - 1).label(),
                        highest.label(),
                        scale.text(highest.sum()),
                        lowest.label(),
                        scale.text(lowest.sum()));
    }

    private HtmlTable table(Field field, List<Series> series, List<Bar> bars, Scale scale) {
        List<String> columns = new ArrayList<>(List.of(months ? "Month" : "Day", "All"));
        series.forEach(each -> columns.add(each.name()));
        HtmlTable table = new HtmlTable(
                "trend-table-" + field.label(), "Energy by " + field.label() + ", " + scale.sign(), columns);
        for (Bar bar : bars) {
            if (bar.known() == Known.TO_COME) {
                continue;
            }
            List<Cell> cells = new ArrayList<>(List.of(Cell.of(bar.label()), all(bar, scale)));
            bar.parts()
                    .forEach(part -> cells.add(part.map(scale::number)
                            .map(Cell::of)
                            .orElse(
                                    bar.known() == Known.NO_USAGE || bar.known() == Known.ALL
                                            ? Cell.none()
                                            : Cell.unknown())));
            table.row(cells);
        }
        return table;
    }

    private static Cell all(Bar bar, Scale scale) {
        return switch (bar.known()) {
            case ALL -> Cell.of(scale.number(bar.sum()));
            case LOWER_BOUND -> Cell.of("at least " + scale.number(bar.sum()));
            case NOTHING -> Cell.unknown();
            case NO_USAGE, TO_COME -> Cell.none();
        };
    }
}
