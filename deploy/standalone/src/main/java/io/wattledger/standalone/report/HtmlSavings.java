package io.wattledger.standalone.report;

import io.wattledger.standalone.report.HtmlTable.Cell;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What would save most, and how sure that is. */
final class HtmlSavings {

    private static final int MOST = 8;

    private final Report report;
    private final List<Saving> moves;
    private final List<Saving> models;
    private final List<Peer.Line> peers;

    /**
     * All that was found.
     *
     * @param moves of models to other GPUs
     * @param models that do the same job
     * @param peers other models, for comparison only
     */
    HtmlSavings(Report report, List<Saving> moves, List<Saving> models, List<Peer.Line> peers) {
        this.report = report;
        this.moves = moves;
        this.models = models;
        this.peers = peers;
    }

    void write(Html html) {
        html.section("savings", "What would save most");
        if (moves.isEmpty() && models.isEmpty()) {
            html.element(
                    "p",
                    "The cost table has no other accelerator on which a model of this report would take at least 5 %"
                            + " less energy.");
        }
        if (!moves.isEmpty()) {
            html.element("p", together(), "class", "together");
            table("savings-table", "The same model on another GPU", moves).write(html);
        }
        if (!models.isEmpty()) {
            table("models-table", "Another model for the same task, at least as accurate", models)
                    .write(html);
        }
        if (!moves.isEmpty() || !models.isEmpty()) {
            html.note(
                    "An estimate by the cost table: the booked requests and tokens at the rates of the other row, at the"
                            + " same batch size. Capacity, latency and quality are not compared. “Clear”: the highest estimate"
                            + " there is below the lowest here; “likely”: the central ones say so, and the ranges overlap."
                            + (report.prices().isEmpty()
                                    ? ""
                                    : " Hours of accelerators are in the cost where both have a price."));
        }
        peers(html);
        html.close("section");
    }

    private String together() {
        BigDecimal energy = moves.stream().map(Saving::energy).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal all = report.total().central(Quantity.ENERGY).orElseThrow();
        String share = Scale.percent(all.subtract(energy), all);
        return "All moves to another GPU together, by the central figures: %s of energy less (%s)."
                .formatted(Scale.text(Quantity.ENERGY, energy), share);
    }

    private HtmlTable table(String id, String caption, List<Saving> savings) {
        Scale energy = Scale.of(Quantity.ENERGY, largest(savings, Quantity.ENERGY));
        Scale carbon = Scale.of(Quantity.CARBON, largest(savings, Quantity.CARBON));
        Scale facility = Scale.of(Quantity.FACILITY_ENERGY, largest(savings, Quantity.FACILITY_ENERGY));
        List<String> columns = new ArrayList<>(List.of(
                "Now",
                "Instead",
                "Saves energy, " + energy.sign(),
                "Of this row",
                "Facility energy, " + facility.sign(),
                "CO₂e, " + carbon.sign()));
        report.prices()
                .ifPresent(prices -> columns.add("Cost, " + prices.currency().getCurrencyCode()));
        columns.add("How sure");
        HtmlTable table = new HtmlTable(id, caption, columns);
        for (Saving saving : savings.stream().limit(MOST).toList()) {
            List<Cell> cells = new ArrayList<>(List.of(
                    Cell.of(saving.group().names().get(0))
                            .under("on " + saving.group().names().get(1)),
                    Cell.of(saving.ground().isPresent() ? saving.model() : saving.gpu())
                            .under(saving.ground()
                                    .map(ground -> "on " + saving.gpu() + "; " + ground)
                                    .orElse("batches of " + saving.batchSize()))
                            .as("text"),
                    Cell.of(energy.number(saving.energy())),
                    Cell.of(Scale.percent(BigDecimal.valueOf(saving.ratio()), BigDecimal.ONE)),
                    amount(saving, Quantity.FACILITY_ENERGY, facility),
                    amount(saving, Quantity.CARBON, carbon)));
            report.prices()
                    .ifPresent(prices -> cells.add(Cell.of(saving.money().map(amount -> Cost.number(prices, amount)))));
            cells.add(Cell.of(saving.clear() ? "clear" : "likely").as("text"));
            table.row(cells);
        }
        return table;
    }

    private static Cell amount(Saving saving, Quantity quantity, Scale scale) {
        return Cell.of(saving.of(quantity).map(scale::number));
    }

    private static BigDecimal largest(List<Saving> savings, Quantity quantity) {
        return savings.stream()
                .map(saving -> saving.of(quantity))
                .flatMap(Optional::stream)
                .max(BigDecimal::compareTo)
                .orElse(BigDecimal.ZERO);
    }

    private void peers(Html html) {
        if (peers.isEmpty()) {
            return;
        }
        html.element("h3", "Other models, for comparison")
                .note(
                        "Joules per 1,000 output tokens with the prompts and answers of this report, by the cost table, on the"
                                + " same GPU at the same batch size. No promise of a saving: nothing here says that another model"
                                + " does the job, and models cut text into tokens differently.");
        HtmlTable table = new HtmlTable(
                "peers-table",
                "Joules per 1,000 output tokens",
                List.of("Model", "By the table", "Others on the same GPU"));
        for (Peer.Line line : peers.stream().limit(MOST).toList()) {
            String others = String.join(
                    "; ",
                    line.peers().stream()
                            .map(peer -> peer.model() + Scale.NO_BREAK + joules(peer.joules()))
                            .toList());
            table.row(List.of(
                    Cell.of(line.group().names().get(0))
                            .under("on " + line.group().names().get(1)),
                    Cell.of(joules(line.joules())).under("batches of " + line.batchSize()),
                    Cell.of(others).as("text")));
        }
        table.write(html);
    }

    private static String joules(double value) {
        return Scale.digits(BigDecimal.valueOf(value));
    }
}
