package io.wattledger.standalone.report;

import io.wattledger.standalone.view.Printable;
import io.wattledger.standalone.view.Quantities;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** A table for people at a terminal. */
final class TableFormat implements Format {

    private static final int WIDEST = 40;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    @Override
    public void write(Report report, OutputStream out) throws IOException {
        PrintWriter writer = new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        print(report, writer);
        writer.flush();
    }

    private static void print(Report report, PrintWriter out) {
        Question question = report.question();
        Span span = question.span();
        out.printf(
                "%s to %s, %s%n",
                moment(span.from()), moment(span.to()), span.from().getZone());
        question.filters()
                .forEach((field, values) -> out.printf("only %s %s%n", field.label(), String.join(", ", values)));
        out.println();
        if (report.empty()) {
            out.println("Nothing was booked in this period.");
        } else {
            table(report).forEach(out::println);
            ranges(report, out);
        }
        previous(report, out);
        report.notes().forEach(note -> out.println("note: " + note));
        State state = report.state();
        out.printf(
                "from %s, read %s by version %s; %d revisions of costs and factors, which --json names%n",
                state.source(),
                state.read().truncatedTo(ChronoUnit.SECONDS),
                state.version(),
                state.revisions().size());
    }

    private static List<String> table(Report report) {
        List<List<String>> cells = new ArrayList<>();
        cells.add(header(report));
        report.rows().forEach(row -> cells.add(cells(report, row)));
        cells.add(total(report));
        int texts = texts(report);
        int columns = cells.get(0).size();
        List<Integer> widths = new ArrayList<>(Collections.nCopies(columns, 0));
        cells.forEach(line -> {
            for (int i = 0; i < columns; i++) {
                widths.set(i, Math.max(widths.get(i), line.get(i).length()));
            }
        });
        List<String> lines = new ArrayList<>();
        for (List<String> line : cells) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                String padding = " ".repeat(widths.get(i) - line.get(i).length());
                text.append(i < texts ? line.get(i) + padding : padding + line.get(i))
                        .append("  ");
            }
            lines.add(text.toString().stripTrailing());
        }
        return lines;
    }

    private static boolean timed(Report report) {
        return report.question().granularity() != Span.Granularity.TOTAL;
    }

    private static boolean compared(Report report) {
        return !timed(report) && report.question().previous().isPresent();
    }

    private static int texts(Report report) {
        return (timed(report) ? 1 : 0) + Math.max(1, report.question().by().size()) + 1;
    }

    private static List<String> header(Report report) {
        List<String> cells = new ArrayList<>();
        if (timed(report)) {
            cells.add(report.question().granularity().label());
        }
        report.question().by().forEach(field -> cells.add(field.label()));
        if (report.question().by().isEmpty()) {
            cells.add("");
        }
        cells.addAll(List.of("", "requests", "tokens", "energy", "share", "water", "CO2e"));
        if (compared(report)) {
            cells.add("energy before");
        }
        report.prices().ifPresent(prices -> cells.add(prices.currency().getCurrencyCode()));
        return cells;
    }

    private static List<String> cells(Report report, Row row) {
        List<String> cells = new ArrayList<>();
        if (timed(report)) {
            cells.add(moment(row.span().from()));
        }
        row.values()
                .forEach(value -> cells.add(value.map(TableFormat::printable).orElse("(none)")));
        if (report.question().by().isEmpty()) {
            cells.add("all");
        }
        cells.add(row.kind() == Kind.USAGE ? "" : row.kind().label());
        figures(cells, row.figures(), row.percent());
        if (compared(report)) {
            cells.add(change(row.figures(), row.previous()));
        }
        report.prices()
                .ifPresent(prices -> cells.add(row.money()
                        .flatMap(Money::total)
                        .map(BigDecimal::toPlainString)
                        .orElse("unknown")));
        return cells;
    }

    private static List<String> total(Report report) {
        List<String> cells = new ArrayList<>(Collections.nCopies(texts(report), ""));
        cells.set(0, "total");
        figures(
                cells,
                report.total(),
                report.rows().stream().flatMap(row -> row.percent().stream()).reduce(BigDecimal::add));
        if (compared(report)) {
            cells.add(change(report.total(), report.previous()));
        }
        report.prices()
                .ifPresent(prices -> cells.add(report.money()
                        .flatMap(Money::total)
                        .map(BigDecimal::toPlainString)
                        .orElse("unknown")));
        return cells;
    }

    private static void figures(List<String> cells, Figures figures, Optional<BigDecimal> percent) {
        cells.add("%,d".formatted(figures.requests()));
        cells.add("%,d".formatted(figures.inputTokens() + figures.outputTokens()));
        boolean unpriced = figures.unpricedRequests() > 0;
        cells.add(amount(figures, Quantity.ENERGY, "J") + (unpriced ? " + unpriced" : ""));
        cells.add(percent.map(share -> share.toPlainString() + " %").orElse(""));
        cells.add(amount(figures, Quantity.WATER, "L"));
        cells.add(amount(figures, Quantity.CARBON, "g"));
    }

    private static String amount(Figures figures, Quantity quantity, String unit) {
        return figures.central(quantity)
                .map(value -> Quantities.format(value.doubleValue(), unit))
                .orElse("unknown");
    }

    private static String change(Figures now, Optional<Figures> before) {
        Optional<BigDecimal> old = before.flatMap(figures -> figures.central(Quantity.ENERGY));
        Optional<BigDecimal> current = now.central(Quantity.ENERGY);
        if (old.isEmpty() || old.get().signum() == 0) {
            return before.isEmpty() ? "new" : "unknown";
        }
        String amount = Quantities.format(old.get().doubleValue(), "J");
        return current.map(value -> amount + " (" + percent(value, old.get()) + ")")
                .orElse(amount);
    }

    /** How much more, in percent. */
    static String percent(BigDecimal now, BigDecimal before) {
        BigDecimal change = now.subtract(before).multiply(HUNDRED).divide(before.abs(), 1, RoundingMode.HALF_EVEN);
        return (change.signum() > 0 ? "+" : "") + change.toPlainString() + " %";
    }

    private static void ranges(Report report, PrintWriter out) {
        out.printf(
                "%n90 %% range   energy %s   water %s   CO2e %s%n",
                range(report.total(), Quantity.ENERGY, "J"),
                range(report.total(), Quantity.WATER, "L"),
                range(report.total(), Quantity.CARBON, "g"));
    }

    private static String range(Figures figures, Quantity quantity, String unit) {
        return figures.amount(quantity)
                .map(range -> Quantities.format(range.low().doubleValue(), unit) + " – "
                        + Quantities.format(range.high().doubleValue(), unit))
                .orElse("unknown");
    }

    private static void previous(Report report, PrintWriter out) {
        report.question()
                .previous()
                .ifPresent(span -> out.printf("compared with %s to %s%n", moment(span.from()), moment(span.to())));
    }

    private static String moment(ZonedDateTime time) {
        String text = time.toLocalDateTime().toString().replace('T', ' ');
        return text.endsWith(" 00:00") ? text.substring(0, text.length() - " 00:00".length()) : text;
    }

    static String printable(String name) {
        return Printable.name(name, WIDEST);
    }
}
