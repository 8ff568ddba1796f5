package io.wattledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperatingPointTest {

    private static final OperatingPoint POINT = new OperatingPoint(
            8, new Range(1, 2, 3), new Range(10, 20, 30), new Range(100, 200, 300), new Range(1000, 2000, 3000));

    @Test
    void shouldPriceEachKindByItsRateAndCachedTokensOnlyOnce() {
        // 3 inferences, 7 input tokens of which 2 cached, so 5 uncached, and 4 output tokens
        Usage usage = new Usage(1, 0, 3, 7, 2, 4, 0);
        assertThat(POINT.energy(usage))
                .isEqualTo(new Amount<>(
                        3 + 5 * 10 + 2 * 100 + 4 * 1000,
                        2 * (3 + 5 * 10 + 2 * 100 + 4 * 1000),
                        3 * (3 + 5 * 10 + 2 * 100 + 4 * 1000)));
        assertThat(POINT.energy(Usage.NONE)).isEqualTo(Amount.zero());
    }

    @Test
    void shouldRefuseABatchSizeBelowOne() {
        assertThatThrownBy(() -> new OperatingPoint(0, Range.ZERO, Range.ZERO, Range.ZERO, Range.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0");
    }

    @ParameterizedTest
    @CsvSource({"-1, 0, 0", "2, 1, 3", "0, 2, 1", "NaN, 1, 1", "0, NaN, 1", "0, 0, NaN", "0, 0, Infinity"})
    void shouldRefuseARateThatIsNone(double low, double central, double high) {
        assertThatThrownBy(() -> new Range(low, central, high)).isInstanceOf(IllegalArgumentException.class);
    }
}
