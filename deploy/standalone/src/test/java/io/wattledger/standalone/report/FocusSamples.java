package io.wattledger.standalone.report;

import io.wattledger.ledger.Amount;
import io.wattledger.ledger.Dimensions;
import io.wattledger.ledger.Footprint;
import io.wattledger.ledger.Total;
import io.wattledger.ledger.Unit;
import io.wattledger.ledger.Usage;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A November in Berlin with everything that books can hold, names included that nobody should have. */
final class FocusSamples {

    static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    static final Span NOVEMBER = new Span(
            ZonedDateTime.of(2026, 11, 1, 0, 0, 0, 0, BERLIN), ZonedDateTime.of(2026, 12, 1, 0, 0, 0, 0, BERLIN));
    static final Prices PRICES = new Prices(
            Currency.getInstance("EUR"),
            new Prices.Tariff(Optional.of(new BigDecimal("200")), Map.of()),
            new Prices.Tariff(Optional.of(new BigDecimal("3000")), Map.of()),
            Prices.Tariff.NONE,
            Map.of("h100", new Prices.GpuHour(new BigDecimal("2.50"), new BigDecimal("1000"))));

    private static final Dimensions SEARCH =
            new Dimensions("search", Optional.of("assistant"), "llama", "h100", "eu-west-1");
    private static final Instant SAME_MONTH = Instant.parse("2026-11-20T09:00:00Z");
    private static final Instant NEXT_MONTH = Instant.parse("2026-12-05T09:00:00Z");
    private static final Optional<String> NO_REASON = Optional.empty();

    private FocusSamples() {}

    static Report report(Span.Granularity granularity, Optional<Prices> prices) {
        return report(FocusFormat.question(NOVEMBER, granularity, Map.of()), prices);
    }

    static Report report(Question question, Optional<Prices> prices) {
        ReportBuilder builder = new ReportBuilder(question, prices, Map.of("eu-west-1", new BigDecimal("3")));
        lines().forEach(builder::add);
        return builder.build(State.of("journal", new TreeMap<>(), NEXT_MONTH, "1.0")
                .with(List.of(
                        new State.Revision("inference-costs", "llama|h100", "c1", "flops-per-watt"),
                        new State.Revision("inference-costs", "llama|h100", "c2", "measured"),
                        new State.Revision("site-factors", "eu-west-1", "s1", "a page"))));
    }

    private static List<Line> lines() {
        Footprint priced = footprint(3_600_000_000_001L, true);
        return List.of(
                line("2026-10-31T23:00:00Z", SEARCH, estimated("c1"), used(5, 1000, 400, priced)),
                line("2026-11-30T22:59:00Z", team("search", null), estimated("c1"), used(1, 7, 1, priced)),
                line(
                        "2026-11-02T10:00:00Z",
                        SEARCH,
                        pricing(Optional.empty(), false, Optional.of("NO_COST")),
                        unpriced(3, used(3, 30, 60, Footprint.UNKNOWN))),
                line("2026-11-03T10:00:00Z", SEARCH, estimated("c1"), unpriced(-3, late(footprint(77, true)))),
                line(
                        "2026-11-04T10:00:00Z",
                        SEARCH,
                        pricing(Optional.of("c2"), false, Optional.of("NO_SITE_FACTORS")),
                        used(2, 20, 20, footprint(5_000_000, false))),
                line(
                        "2026-11-05T10:00:00Z",
                        SEARCH,
                        pricing(Optional.of("c1"), true, NO_REASON),
                        used(4, 40, 40, footprint(123_456, true))),
                line("2026-11-06T10:00:00Z", team("vision", "=1+1"), estimated("c3"), images(9, priced)),
                correction("2026-11-06T10:00:00Z", SAME_MONTH, 1_000_000),
                correction("2026-11-06T10:00:00Z", NEXT_MONTH, -2_000_000),
                line(
                        "2026-11-07T10:00:00Z",
                        new Dimensions(
                                "=HYPERLINK(\"http://x\",\"y\")",
                                Optional.of("a,b\n\"c\" \uD83E\uDD99"),
                                "@cf/meta/llama",
                                "-gpu",
                                "\teu"),
                        estimated("c1"),
                        used(1, 1, 1, priced)),
                line(
                        "2026-11-08T10:00:00Z",
                        team("ann@example.com", "for bob.b@mail.example.org only"),
                        estimated("c1"),
                        used(1, 1, 1, priced)));
    }

    private static Line line(String start, Dimensions dimensions, Pricing pricing, Total total) {
        return new Line(Instant.parse(start).toEpochMilli(), dimensions, Optional.of(pricing), total);
    }

    private static Line correction(String start, Instant booked, long microjoules) {
        Footprint change = footprint(microjoules, true);
        Pricing pricing = new Pricing(Optional.of("c2"), Optional.of("s1"), false, Optional.empty(), booked);
        return line(start, SEARCH, pricing, new Total(Usage.NONE, 0, 0, change, Amount.zero(), 0, change));
    }

    private static Dimensions team(String team, @org.jspecify.annotations.Nullable String project) {
        return new Dimensions(team, Optional.ofNullable(project), "llama", "h100", "eu-west-1");
    }

    private static Pricing estimated(String revision) {
        return pricing(Optional.of(revision), false, Optional.empty());
    }

    private static Pricing pricing(Optional<String> revision, boolean measured, Optional<String> unpriced) {
        Optional<String> site = unpriced.isPresent() ? Optional.empty() : Optional.of("s1");
        return new Pricing(revision, site, measured, unpriced, SAME_MONTH);
    }

    private static Total used(long requests, long input, long output, Footprint footprint) {
        return total(new Usage(requests, 0, requests, input, input / 2, output, 0), footprint);
    }

    private static Total images(long inferences, Footprint footprint) {
        return total(new Usage(1, 0, inferences, 0, 0, 0, 0), footprint);
    }

    private static Total late(Footprint footprint) {
        return total(Usage.NONE, footprint);
    }

    private static Total total(Usage usage, Footprint footprint) {
        return new Total(usage, 0, 0, footprint, Amount.zero(), 0, Footprint.UNKNOWN);
    }

    private static Total unpriced(long requests, Total total) {
        return new Total(
                total.usage(), requests, 0, total.footprint(), total.measured(), total.compared(), total.corrections());
    }

    private static Footprint footprint(long microjoules, boolean sited) {
        Amount<Unit.Microjoules> energy = amount(microjoules);
        Amount<Unit.Microjoules> facility = amount(microjoules + microjoules / 5);
        return new Footprint(
                Optional.of(energy),
                sited ? Optional.of(facility) : Optional.empty(),
                sited ? Optional.of(amount(microjoules / 1000)) : Optional.empty(),
                sited ? Optional.of(amount(microjoules / 100)) : Optional.empty(),
                Optional.empty());
    }

    private static <U extends Unit> Amount<U> amount(long central) {
        return new Amount<>(central - Math.abs(central / 10), central, central + Math.abs(central / 4));
    }
}
