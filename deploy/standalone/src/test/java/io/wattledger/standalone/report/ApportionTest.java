package io.wattledger.standalone.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ApportionTest {

    private static List<BigDecimal> decimals(String... values) {
        return Stream.of(values).map(BigDecimal::new).toList();
    }

    @Test
    void shouldMakeThirdsAHundred() {
        assertThat(Apportion.percent(decimals("1", "1", "1"), 1)).isEqualTo(decimals("33.4", "33.3", "33.3"));
    }

    @Test
    void shouldRoundTheLargestRemaindersUp() {
        assertThat(Apportion.rounded(decimals("0.004", "0.003", "0.007"), 2))
                .isEqualTo(decimals("0.00", "0.00", "0.01"));
        assertThat(Apportion.rounded(decimals("0.006", "0.003", "0.007"), 2))
                .isEqualTo(decimals("0.01", "0.00", "0.01"));
    }

    @Test
    void shouldHaveNoSharesOfNothing() {
        assertThat(Apportion.percent(decimals("0", "0"), 1)).isEmpty();
        assertThat(Apportion.percent(List.of(), 1)).isEmpty();
        assertThat(Apportion.percent(decimals("5", "-5"), 1)).isEmpty();
    }

    @Test
    void shouldAddUpWhateverThePartsAre() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            List<BigDecimal> parts = IntStream.range(0, 1 + random.nextInt(40))
                    .mapToObj(i -> BigDecimal.valueOf(random.nextLong() >> random.nextInt(63), random.nextInt(9)))
                    .toList();
            BigDecimal whole = parts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);

            List<BigDecimal> rounded = Apportion.rounded(parts, 2);

            assertThat(rounded.stream().reduce(BigDecimal.ZERO, BigDecimal::add))
                    .as("seed %d", seed)
                    .isEqualByComparingTo(whole.setScale(2, RoundingMode.HALF_EVEN));
            for (int i = 0; i < parts.size(); i++) {
                assertThat(rounded.get(i).subtract(parts.get(i)).abs())
                        .as("seed %d", seed)
                        .isLessThan(new BigDecimal("0.01"));
            }
            if (whole.signum() != 0) {
                assertThat(Apportion.percent(parts, 1).stream().reduce(BigDecimal.ZERO, BigDecimal::add))
                        .as("seed %d", seed)
                        .isEqualByComparingTo("100");
            }
        }
    }
}
