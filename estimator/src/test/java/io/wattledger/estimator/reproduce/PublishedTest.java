package io.wattledger.estimator.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishedTest {

    @ParameterizedTest
    @CsvSource({
        "0.100, 0.1, 0.001",
        "1040, 1040, 1",
        "'163,852,800', 163852800, 1",
        "6.44e10, 6.44e10, 1e8",
        "-12.450, -12.45, 0.001",
        "2.7, 2.7, 0.1"
    })
    void shouldKnowItsLastDigit(String text, double value, double unit) {
        Published published = new Published(text);

        assertThat(published.value()).isEqualTo(value);
        assertThat(published.unit()).isCloseTo(unit, within(unit * 1e-12));
    }

    @Test
    void shouldShowOthersWithTwoDigitsMore() {
        assertThat(new Published("35.45").alike(53.366955)).isEqualTo("53.3670");
        assertThat(new Published("0.022").alike(0.0221934)).isEqualTo("0.02219");
        assertThat(new Published("6.44e10").alike(1.93273e11)).isEqualTo("1.9327e+11");
        assertThat(new Published("48").alike(-0.00001234)).isEqualTo("-1.234e-05");
    }

    @ParameterizedTest
    @CsvSource({"0.1004, true", "0.1005, true", "0.10051, false", "0.0995, true", "0.0994, false"})
    void shouldHoldWhatRoundsToItsDigits(double computed, boolean holds) {
        Published published = new Published("0.100");

        assertThat(Tolerance.rounding(published).holds(published.value(), computed))
                .isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource({"1.33333, true", "1.3334, true", "1.33351, false", "1.33329, false"})
    void shouldHoldOneUnitWhereThatIsStated(double computed, boolean holds) {
        Published published = new Published("1.3334");

        assertThat(Tolerance.oneUnit(published, "rounded up").holds(published.value(), computed))
                .isEqualTo(holds);
    }
}
