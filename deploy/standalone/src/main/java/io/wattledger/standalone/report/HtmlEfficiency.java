package io.wattledger.standalone.report;

import io.wattledger.standalone.report.HtmlTable.Cell;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What a request and 1,000 output tokens take. */
final class HtmlEfficiency {

    private static final int MOST = 12;

    private final List<Group> jobs;

    /** @param jobs models on GPUs */
    HtmlEfficiency(List<Group> jobs) {
        this.jobs = jobs;
    }

    void write(Html html) {
        List<Group> used =
                jobs.stream().filter(group -> group.now().requests() > 0).toList();
        if (used.isEmpty()) {
            return;
        }
        html.section("efficiency", "Efficiency")
                .note(
                        "Energy of the accelerators with their share of the host. Below each figure is its change against the"
                                + " period before.");
        HtmlTable table = new HtmlTable(
                "efficiency-table",
                used.size() > MOST ? "The %d largest models on GPUs".formatted(MOST) : "Models on GPUs",
                List.of(
                        "Model",
                        "Requests",
                        "Output tokens per request",
                        "Joules per request",
                        "Joules per 1,000 output tokens"));
        used.stream()
                .limit(MOST)
                .forEach(group -> table.row(cells(
                        Cell.of(group.names().get(0))
                                .under("on " + group.names().get(1)),
                        group.now(),
                        group.before())));
        table.write(html);
        html.close("section");
    }

    private static List<Cell> cells(Cell name, Figures now, Figures before) {
        return List.of(
                name,
                Cell.of(Scale.count(now.requests())),
                now.outputTokens() == 0 ? Cell.none() : figure(now, before, Group::length),
                figure(now, before, Group::perRequest),
                now.outputTokens() == 0 ? Cell.none() : figure(now, before, Group::perThousandTokens));
    }

    private static Cell figure(Figures now, Figures before, Function<Figures, Optional<BigDecimal>> of) {
        Optional<BigDecimal> figure = of.apply(now);
        Optional<BigDecimal> earlier = of.apply(before).filter(value -> value.signum() != 0);
        Cell cell = Cell.of(figure.map(Scale::digits));
        return figure.isPresent() && earlier.isPresent()
                ? cell.under(Scale.percent(figure.get(), earlier.get()))
                : cell;
    }
}
