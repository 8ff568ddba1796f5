package io.wattledger.standalone.report;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** The totals with their ranges, against the period before. */
final class HtmlTotals {

    private final Report report;
    private final Breakdown groups;
    private final Figures total;

    HtmlTotals(Report report, Breakdown groups) {
        this.report = report;
        this.groups = groups;
        this.total = report.total();
    }

    void write(Html html) {
        html.section("totals", "Totals")
                .note("Below each amount is its 90 % range, low to high, and the change against the period before.")
                .markup("<dl class=\"figures\">\n");
        amount(html, "Energy", Quantity.ENERGY, "accelerators with their share of the host");
        amount(html, "Facility energy", Quantity.FACILITY_ENERGY, "with cooling and losses of the building");
        amount(html, "Water", Quantity.WATER, "on site and behind the electricity");
        amount(html, "Carbon", Quantity.CARBON, "CO₂e of the electricity");
        cost(html);
        count(html, "Requests", Figures::requests, late());
        count(html, "Output tokens", Figures::outputTokens, "");
        count(
                html,
                "Input tokens",
                Figures::inputTokens,
                Scale.count(total.cachedInputTokens()) + " of them from a cache");
        html.markup("</dl>\n").close("section");
    }

    private String late() {
        return total.lateRequests() == 0 ? "" : Scale.count(total.lateRequests()) + " came late";
    }

    private void amount(Html html, String name, Quantity quantity, String what) {
        Optional<Range> range = total.amount(quantity);
        html.markup("<div>").span("dt", name).markup("<dd>");
        if (range.isEmpty()) {
            html.span("span", "unknown", "class", "big unknown");
        } else {
            Scale scale = Scale.of(quantity, range.get().central());
            html.span("span", scale.text(range.get().central()), "class", "big")
                    .span("span", scale.range(range.get()) + Scale.NO_BREAK + scale.sign(), "class", "range");
            change(html, figures -> figures.central(quantity), range.get().central(), scale);
        }
        html.span("span", what, "class", "more").markup("</dd></div>\n");
    }

    private void change(Html html, Function<Figures, Optional<BigDecimal>> amount, BigDecimal now, Scale scale) {
        report.previous().ifPresent(before -> change(html, amount.apply(before), now, scale));
    }

    private static void change(Html html, Optional<BigDecimal> before, BigDecimal now, Scale scale) {
        if (before.isEmpty() || before.get().signum() == 0) {
            html.span("span", "nothing booked before", "class", "change");
            return;
        }
        BigDecimal difference = now.subtract(before.get());
        String unit = scale.sign().isEmpty() ? "" : Scale.NO_BREAK + scale.sign();
        html.span("span", Scale.percent(now, before.get()), "class", direction(difference))
                .span("span", scale.change(difference) + unit, "class", "range");
    }

    /** Less of it is good. */
    static String direction(BigDecimal difference) {
        return switch (difference.signum()) {
            case 1 -> "change up";
            case -1 -> "change down";
            default -> "change";
        };
    }

    private void count(Html html, String name, ToLongFunction<Figures> count, String more) {
        html.markup("<div>").span("dt", name).markup("<dd>");
        html.span("span", Scale.count(count.applyAsLong(total)), "class", "big");
        report.previous().ifPresent(before -> {
            long difference = count.applyAsLong(total) - count.applyAsLong(before);
            if (count.applyAsLong(before) == 0) {
                html.span("span", "none before", "class", "change");
            } else {
                BigDecimal now = BigDecimal.valueOf(count.applyAsLong(total));
                html.span("span", Scale.percent(now, BigDecimal.valueOf(count.applyAsLong(before))), "class", "change")
                        .span("span", (difference > 0 ? "+" : "") + Scale.count(difference), "class", "range");
            }
        });
        html.span("span", more, "class", "more").markup("</dd></div>\n");
    }

    private void cost(Html html) {
        if (report.prices().isEmpty()) {
            return;
        }
        Prices prices = report.prices().get();
        Optional<BigDecimal> cost = report.money().flatMap(Money::total);
        html.markup("<div>").span("dt", "Cost").markup("<dd>");
        html.span("span", cost.map(amount -> Cost.text(prices, amount)).orElse("unknown"), "class", "big");
        cost.ifPresent(
                now -> groups.costBefore().filter(before -> before.signum() > 0).ifPresent(before -> html.span(
                                "span", Scale.percent(now, before), "class", direction(now.subtract(before)))
                        .span("span", Cost.change(prices, now.subtract(before)), "class", "range")));
        String both = report.previous().isPresent() ? "both periods at the same prices" : "";
        html.span("span", both, "class", "more").markup("</dd></div>\n");
    }
}
