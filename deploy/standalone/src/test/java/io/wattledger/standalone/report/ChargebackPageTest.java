package io.wattledger.standalone.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ChargebackPageTest {

    private static final Path PAGE = Path.of("../../docs/chargeback.md");
    private static final Path PRICES = Path.of("../../docs/examples/prices.yaml");

    @Test
    void shouldExplainEveryColumn() throws IOException {
        String page = Files.readString(PAGE);
        Question question = new Question(
                FocusSamples.NOVEMBER,
                Span.Granularity.TOTAL,
                List.of(Field.values()),
                Map.of(),
                true,
                Optional.of(FocusSamples.NOVEMBER.previous()));
        Report report = FocusSamples.report(question, Optional.of(FocusSamples.PRICES));

        List<String> columns = Stream.concat(
                        Columns.of(report).stream().map(Columns.Column::name),
                        FocusColumns.ALL.stream().map(FocusColumns.Column::name))
                .toList();

        assertThat(columns).hasSizeGreaterThan(100).allSatisfy(name -> assertThat(page)
                .contains("`" + name + "`"));
    }

    @Test
    void shouldShowTheExampleOfPrices() throws IOException {
        assertThat(Files.readString(PAGE)).contains(Files.readString(PRICES));
        Prices prices = PricesFile.read(PRICES);

        assertThat(prices.currency().getCurrencyCode()).isEqualTo("EUR");
        assertThat(prices.electricity().of("eu-north-1")).contains(new BigDecimal("0.10"));
        assertThat(prices.electricity().of("elsewhere")).contains(new BigDecimal("0.20"));
        assertThat(prices.gpus()).containsOnlyKeys("h100-sxm5-80gb");
    }
}
