package io.wattledger.standalone.report;

import static io.wattledger.standalone.report.BookLines.line;
import static io.wattledger.standalone.report.BookLines.november;
import static io.wattledger.standalone.report.BookLines.unpriced;
import static io.wattledger.standalone.report.SampleBooks.NOVEMBER;
import static io.wattledger.standalone.report.SampleBooks.day;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HtmlFormatTest {

    private static final String HOSTILE = "<script>alert('1')</script>\"&";

    @Test
    void shouldLetEveryNameBeText() throws IOException {
        Report report = november(
                Optional.empty(),
                line(day(2026, 11, 3), HOSTILE, HOSTILE, HOSTILE, 10, 100),
                unpriced(day(2026, 11, 3), HOSTILE, HOSTILE + "2", HOSTILE, 10),
                line(day(2026, 10, 3), HOSTILE, HOSTILE, HOSTILE, 10, 50));

        String html = html(report);

        assertThat(html)
                .doesNotContain("<script")
                .contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot;&amp;");
    }

    @Test
    void shouldNeedNothingFromElsewhere() throws IOException {
        String html = html(SampleBooks.november(Optional.empty(), Instant.parse("2026-12-01T08:00:00Z"), 3));

        assertThat(html)
                .contains("default-src &#39;none&#39;")
                .doesNotContain("<script", "<link", "<img", "src=", "href=", "@import", "url(http", "url(//");
    }

    @Test
    void shouldSayThatNothingWasBooked() throws IOException {
        String html = html(november(Optional.empty()));

        assertThat(html).contains("Nothing was booked").doesNotContain("0 J", "NaN");
    }

    @Test
    void shouldNeverShowWhatIsUnknownAsZero() throws IOException {
        Report report = november(Optional.empty(), unpriced(day(2026, 11, 3), "a", "new-model", "g", 10));

        String html = html(report);

        assertThat(html)
                .contains("The energy of 10 requests is unknown.")
                .contains("big unknown\">unknown")
                .contains("10 of 10 requests have no energy yet")
                .doesNotContain("0 kWh", "0 J<", "±0");
    }

    @Test
    void shouldLeaveAGapWhereTheEnergyOfADayIsUnknown() throws IOException {
        Report report = november(
                Optional.empty(),
                line(day(2026, 11, 3), "a", "m", "g", 10, 7_200_000),
                unpriced(day(2026, 11, 4), "a", "m", "g", 10),
                line(day(2026, 11, 5), "a", "m", "g", 10, 3_600_000),
                unpriced(day(2026, 11, 5), "a", "n", "g", 10));

        String html = html(report);

        assertThat(html)
                .contains("<title>3 Nov: 2.00\u00a0kWh</title>")
                .contains("<title>4 Nov: energy unknown</title>")
                .contains("<title>5 Nov: at least 1.00\u00a0kWh</title>")
                .contains("<title>6 Nov: no usage</title>")
                .contains("<th scope=\"row\">4 Nov</th><td><span class=\"unknown\">unknown</span></td>");
    }

    @Test
    void shouldHaveSharesThatAddUpToAHundred() {
        Report report = november(
                Optional.empty(),
                line(day(2026, 11, 3), "a", "m", "g", 1, 1),
                line(day(2026, 11, 3), "b", "m", "g", 1, 1),
                line(day(2026, 11, 4), "c", "m", "g", 1, 1),
                unpriced(day(2026, 11, 4), "d", "m", "g", 1));

        List<Group> teams = new Breakdown(report).by(Field.TEAM);

        assertThat(teams).extracting(Group::name).containsExactly("a", "b", "c", "d");
        assertThat(teams.stream().map(Group::share).toList())
                .containsExactly(share("33.4"), share("33.3"), share("33.3"), Optional.empty());
    }

    private static Optional<BigDecimal> share(String percent) {
        return Optional.of(new BigDecimal(percent));
    }

    @Test
    void shouldHaveCostsThatAddUpToThoseOfTheReport() {
        // 1 kWh at the accelerator is 2 kWh of the facility.
        Prices prices = new Prices(
                Currency.getInstance("EUR"),
                new Prices.Tariff(Optional.of(new BigDecimal("0.001")), Map.of()),
                Prices.Tariff.NONE,
                Prices.Tariff.NONE,
                Map.of());
        Line[] lines = new Line[30];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = line(day(2026, 11, i + 1), i % 3 == 0 ? "a" : "b", "m", "g", 1, 3_600_000);
        }
        Report report = november(Optional.of(prices), lines);

        List<Group> teams = new Breakdown(report).by(Field.TEAM);

        assertThat(teams.stream().map(group -> group.money().flatMap(Money::total)))
                .containsExactly(Optional.of(new BigDecimal("0.04")), Optional.of(new BigDecimal("0.02")));
        assertThat(report.money().flatMap(Money::total)).contains(new BigDecimal("0.06"));
    }

    @Test
    void shouldCompareGroupsWithThePeriodBefore() throws IOException {
        Report report = november(
                Optional.empty(),
                line(day(2026, 11, 3), "a", "m", "g", 12, 180),
                line(day(2026, 10, 30), "a", "m", "g", 10, 100),
                line(day(2026, 10, 30), "left", "m", "g", 1, 40),
                line(day(2026, 9, 30), "a", "m", "g", 10, 999));

        assertThat(report.before()).hasSize(2).allMatch(row -> row.span().equals(NOVEMBER.previous()));
        assertThat(html(report)).contains("<span class=\"change up\">+80.0\u00a0%</span>", "+28.6\u00a0%");
    }

    @Test
    void shouldSplitAChangeIntoRequestsAndEnergyPerRequest() {
        // 10 requests of 10 J became 12 of 15 J: 2 more at 10 J, and 12 times 5 J.
        Report report = november(
                Optional.empty(),
                line(day(2026, 11, 3), "a", "m", "g", 12, 180),
                line(day(2026, 10, 3), "a", "m", "g", 10, 100));

        List<Change> changes = Change.of(new Breakdown(report).by(Field.MODEL, Field.GPU));

        assertThat(changes).hasSize(1);
        assertThat(changes.get(0).volume()).isEqualByComparingTo("20");
        assertThat(changes.get(0).efficiency()).isEqualByComparingTo("60");
    }

    @Test
    void shouldNotTellAChangeWhereASideIsUnknown() {
        Report report = november(
                Optional.empty(),
                line(day(2026, 11, 3), "a", "m", "g", 12, 180),
                unpriced(day(2026, 10, 3), "a", "m", "g", 10));

        assertThat(Change.of(new Breakdown(report).by(Field.MODEL, Field.GPU))).isEmpty();
    }

    @Test
    void shouldAskForMonthsOfALongPeriod() {
        Span year = new Span(day(2026, 1, 1), day(2027, 1, 1));

        assertThat(HtmlFormat.question(year, Map.of(), Optional.empty()).granularity())
                .isEqualTo(Span.Granularity.MONTH);
        assertThat(HtmlFormat.question(NOVEMBER, Map.of(Field.TEAM, Set.of("a")), Optional.empty())
                        .granularity())
                .isEqualTo(Span.Granularity.DAY);
    }

    @Test
    void shouldRefuseAReportThatIsNotBrokenDownAsItNeeds() {
        Question question =
                new Question(NOVEMBER, Span.Granularity.TOTAL, List.of(Field.TEAM), Map.of(), false, Optional.empty());
        Report report = new ReportBuilder(question, Optional.empty(), Map.of())
                .build(State.of("totals", Map.of(), BookLines.READ, "test"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> html(report))
                .withMessageContaining("team, model, gpu and region");
    }

    @Test
    void shouldNamePeriodsAsPeopleDo() {
        assertThat(SpanText.name(NOVEMBER)).isEqualTo("November 2026");
        assertThat(SpanText.name(new Span(day(2026, 11, 1), day(2027, 2, 1))))
                .isEqualTo("November 2026 to January 2027");
        assertThat(SpanText.name(new Span(day(2026, 11, 3), day(2026, 11, 10)))).isEqualTo("3 to 9 November 2026");
        assertThat(SpanText.name(new Span(day(2026, 11, 3), day(2026, 11, 4)))).isEqualTo("3 November 2026");
        assertThat(SpanText.name(new Span(day(2026, 11, 3), day(2026, 11, 4).plusHours(5))))
                .isEqualTo("3 November 2026, 00:00 to 4 November 2026, 05:00");
    }

    @Test
    void shouldRoundToThreeDigitsAndKeepTheSign() {
        assertThat(Scale.digits(new BigDecimal("1234.5"))).isEqualTo("1,234");
        assertThat(Scale.digits(new BigDecimal("999.6"))).isEqualTo("1,000");
        assertThat(Scale.digits(new BigDecimal("0.0123456"))).isEqualTo("0.0123");
        assertThat(Scale.text(Quantity.ENERGY, new BigDecimal("-5400000"))).isEqualTo("−1.50\u00a0kWh");
        assertThat(Scale.percent(new BigDecimal("90"), new BigDecimal("120"))).isEqualTo("−25.0\u00a0%");
    }

    private static String html(Report report) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new HtmlFormat(SampleBooks.COSTS).write(report, out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
