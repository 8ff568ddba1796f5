package io.wattledger.standalone.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.wattledger.ledger.Footprint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantitiesTest {

    @ParameterizedTest
    @CsvSource({
        "0,              0.00 µJ",
        "0.000001,       1.00 µJ",
        "0.0015,         1.50 mJ",
        "1,              1.00 J",
        "9.994,          9.99 J",
        "9.996,          10.0 J",
        "99.96,          100 J",
        "999.4,          999 J",
        "999.6,          1.00 kJ",
        "2424527.006496, 2.42 MJ",
        "9e12,           9.00 TJ",
        "9e15,           9000 TJ",
        "-1500,          -1.50 kJ",
        "-250,           -250 J",
    })
    void shouldShowThreeDigitsAndAPrefix(double joules, String text) {
        assertThat(Quantities.format(joules, "J")).isEqualTo(text);
    }

    @Test
    void shouldNotShowAnUnknownAmountAsNothing() {
        assertThat(Quantities.energy(Footprint.UNKNOWN)).isEqualTo("unknown");
        assertThat(Quantities.range(Footprint.UNKNOWN.energy(), "J")).isEmpty();
    }

    @Test
    void shouldGroupCounts() {
        assertThat(Quantities.count(1_234_567)).isEqualTo("1,234,567");
    }
}
