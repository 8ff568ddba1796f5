package io.wattledger.standalone.report;

import static io.wattledger.standalone.report.Samples.corrected;
import static io.wattledger.standalone.report.Samples.journal;
import static io.wattledger.standalone.report.Samples.line;
import static io.wattledger.standalone.report.Samples.question;
import static io.wattledger.standalone.report.Samples.unpriced;
import static io.wattledger.standalone.report.Samples.used;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.wattledger.ledger.Amount;
import io.wattledger.ledger.Dimensions;
import io.wattledger.ledger.Footprint;
import io.wattledger.ledger.Total;
import io.wattledger.ledger.Usage;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportBuilderTest {

    private static final Dimensions SEARCH = Samples.of("search", "llama", "H100", "eu");
    private static final Dimensions ADS = Samples.of("ads", "llama", "A100", "us");

    private static Report report(Question question, Line... lines) {
        return report(question, Optional.empty(), Map.of(), lines);
    }

    private static Report report(
            Question question, Optional<Prices> prices, Map<String, BigDecimal> metered, Line... lines) {
        ReportBuilder builder = new ReportBuilder(question, prices, metered);
        List.of(lines).forEach(builder::add);
        return builder.build(Samples.STATE);
    }

    @Test
    void shouldAddUpByTeam() {
        Report report = report(
                question("2026-11", "2026-12", "UTC", Field.TEAM),
                line("2026-11-01T00:00:00Z", ADS, used(1, 10)),
                line("2026-11-30T23:00:00Z", SEARCH, used(2, 20)),
                line("2026-11-02T00:00:00Z", SEARCH, used(3, 30)),
                line("2026-12-01T00:00:00Z", SEARCH, used(5, 1_000)),
                line("2026-10-07T00:00:00Z", ADS, used(7, 40)));

        assertThat(report.rows())
                .extracting(
                        row -> row.values().get(0).orElseThrow(),
                        row -> row.figures().requests(),
                        row -> row.figures()
                                .central(Quantity.ENERGY)
                                .orElseThrow()
                                .toPlainString(),
                        row -> row.percent().orElseThrow().toPlainString())
                .containsExactly(tuple("search", 5L, "50.000000", "83.3"), tuple("ads", 1L, "10.000000", "16.7"));
        assertThat(report.rows().get(0).previous()).isEmpty();
        assertThat(report.rows().get(1).previous().orElseThrow().requests()).isEqualTo(7);
        assertThat(report.total().central(Quantity.ENERGY)).contains(new BigDecimal("60.000000"));
        assertThat(report.previous().orElseThrow().requests()).isEqualTo(7);
    }

    @Test
    void shouldShowWhatHasNoPriceAndNotAsNothing() {
        Report report = report(
                question("2026-11", "2026-12", "UTC", Field.TEAM), line("2026-11-01T00:00:00Z", ADS, unpriced(4)));

        Row row = report.rows().get(0);
        assertThat(row.figures().unpricedRequests()).isEqualTo(4);
        assertThat(row.figures().amounts()).isEmpty();
        assertThat(row.percent()).isEmpty();
        assertThat(report.notes()).anyMatch(note -> note.startsWith("4 requests have no energy yet"));
    }

    @Test
    void shouldHoldMoreThanOneTotalCan() {
        Total most = new Total(
                Usage.NONE,
                0,
                0,
                new Footprint(
                        Optional.of(Amount.exactly(Long.MAX_VALUE)),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                Amount.zero(),
                0,
                Footprint.UNKNOWN);

        Report report = report(
                question("2026-11", "2026-12", "UTC", Field.TEAM),
                line("2026-11-01T00:00:00Z", ADS, most),
                line("2026-11-02T00:00:00Z", ADS, most),
                line("2026-11-03T00:00:00Z", ADS, most));

        assertThat(report.total().central(Quantity.ENERGY))
                .contains(new BigDecimal(
                        java.math.BigInteger.valueOf(Long.MAX_VALUE).multiply(java.math.BigInteger.valueOf(3)), 6));
    }

    @Test
    void shouldKeepCorrectionsApartIfAsked() {
        Question question = question("2026-11", "2026-12", "UTC", Field.TEAM);
        Line[] lines = {
            journal("2026-11-01T00:00:00Z", ADS, used(1, 100), "2026-11-01T00:00:10Z"),
            journal("2026-11-01T00:00:00Z", ADS, corrected(-30), "2026-11-20T00:00:00Z"),
            journal("2026-11-01T00:00:00Z", ADS, corrected(-5), "2026-12-01T00:00:00Z")
        };

        assertThat(report(question, lines).rows())
                .extracting(row -> row.kind(), row -> energy(row))
                .containsExactly(tuple(Kind.USAGE, "65.000000"));
        assertThat(report(Samples.withCorrections(question), lines).rows())
                .extracting(row -> row.kind(), row -> energy(row), row -> row.figures()
                        .requests())
                .containsExactly(
                        tuple(Kind.USAGE, "100.000000", 1L),
                        tuple(Kind.LATER_CORRECTION, "-5.000000", 0L),
                        tuple(Kind.CORRECTION, "-30.000000", 0L));
    }

    @Test
    void shouldTakeCorrectionsOutOfTotals() {
        Question question = Samples.withCorrections(question("2026-11", "2026-12", "UTC", Field.TEAM));

        Report report =
                report(question, line("2026-11-01T00:00:00Z", ADS, used(1, 100).plus(corrected(-30))));

        assertThat(report.rows())
                .extracting(row -> row.kind(), row -> energy(row))
                .containsExactly(tuple(Kind.USAGE, "100.000000"), tuple(Kind.CORRECTION, "-30.000000"));
        assertThat(report.total().central(Quantity.ENERGY)).contains(new BigDecimal("70.000000"));
    }

    @Test
    void shouldLetRoundedMoneyAddUp() {
        Prices prices = new Prices(
                Currency.getInstance("EUR"),
                new Prices.Tariff(Optional.of(new BigDecimal("0.20")), Map.of("us", new BigDecimal("0.10"))),
                new Prices.Tariff(Optional.of(new BigDecimal("2.50")), Map.of()),
                Prices.Tariff.NONE,
                Map.of("H100", new Prices.GpuHour(new BigDecimal("2"), new BigDecimal("700"))));

        Report report = report(
                question("2026-11", "2026-12", "UTC", Field.TEAM),
                Optional.of(prices),
                Map.of(),
                line("2026-11-01T00:00:00Z", ADS, used(1, 3_600_000)),
                line("2026-11-01T00:00:00Z", SEARCH, used(1, 2_520_000)),
                line("2026-11-01T00:00:00Z", Samples.of("none", "m", "T4", "us"), unpriced(1)));

        Money search = money(report, 1);
        Money ads = money(report, 0);
        // 1.5 kWh at 0.10, 3,600 litres at 2.50 a cubic metre; no price for A100.
        assertThat(ads.parts())
                .isEqualTo(Map.of(
                        Money.Component.ELECTRICITY, new BigDecimal("0.15"),
                        Money.Component.WATER, new BigDecimal("9.00")));
        // 1.05 kWh at 0.20, 2,520 litres, and an hour at 700 W.
        assertThat(search.parts())
                .isEqualTo(Map.of(
                        Money.Component.ELECTRICITY, new BigDecimal("0.21"),
                        Money.Component.WATER, new BigDecimal("6.30"),
                        Money.Component.GPU, new BigDecimal("2.00")));
        assertThat(report.rows().get(2).money().orElse(Money.NONE).total()).isEmpty();
        assertThat(report.money().orElseThrow().total()).contains(new BigDecimal("17.66"));
    }

    @Test
    void shouldShowWhatTheMeterSaysBeyondTheBooks() {
        Report report = report(
                question("2026-11", "2026-12", "UTC", Field.TEAM, Field.REGION),
                Optional.empty(),
                Map.of("us", BigDecimal.ONE),
                line("2026-11-01T00:00:00Z", ADS, used(1, 1_000_000)));

        Row rest = report.rows().get(1);
        assertThat(rest.kind()).isEqualTo(Kind.UNATTRIBUTED);
        assertThat(rest.values()).containsExactly(Optional.empty(), Optional.of("us"));
        assertThat(rest.figures().central(Quantity.FACILITY_ENERGY)).contains(new BigDecimal("2100000.000000"));
        assertThat(rest.figures().amount(Quantity.CARBON)).isEmpty();
    }

    @Test
    void shouldFilter() {
        Question all = question("2026-11", "2026-12", "UTC", Field.TEAM);
        Question ads = new Question(
                all.span(),
                all.granularity(),
                all.by(),
                Map.of(Field.TEAM, java.util.Set.of("ads"), Field.PROJECT, java.util.Set.of("x")),
                false,
                Optional.empty());
        Dimensions project = new Dimensions("ads", Optional.of("x"), "m", "g", "r");

        Report report = report(
                ads,
                line("2026-11-01T00:00:00Z", ADS, used(1, 1)),
                line("2026-11-01T00:00:00Z", SEARCH, used(1, 1)),
                line("2026-11-01T00:00:00Z", project, used(3, 7)));

        assertThat(report.total().requests()).isEqualTo(3);
    }

    private static Money money(Report report, int row) {
        return report.rows().get(row).money().orElseThrow();
    }

    private static String energy(Row row) {
        return row.figures().central(Quantity.ENERGY).orElseThrow().toPlainString();
    }
}
