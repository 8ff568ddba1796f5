package io.wattledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wattledger.ledger.Unit.Microjoules;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AmountTest {

    private static final Amount<Microjoules> MOST = Amount.exactly(Long.MAX_VALUE);
    private static final Amount<Microjoules> ONE = Amount.exactly(1);

    @Test
    void shouldAddAndSubtractEachEndByItself() {
        Amount<Microjoules> a = new Amount<>(1, 2, 4);
        Amount<Microjoules> b = new Amount<>(10, 20, 40);
        assertThat(b.plus(a)).isEqualTo(new Amount<>(11, 22, 44));
        assertThat(a.minus(b)).isEqualTo(new Amount<>(-9, -18, -36));
        assertThat(a.plus(Amount.zero())).isEqualTo(a);
    }

    @Test
    void shouldRefuseASumThatDoesNotFit() {
        assertThatThrownBy(() -> MOST.plus(ONE)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Amount.<Microjoules>exactly(Long.MIN_VALUE).minus(ONE))
                .isInstanceOf(ArithmeticException.class);
        for (Amount<Microjoules> oneEnd : List.of(
                new Amount<Microjoules>(Long.MAX_VALUE, 0, 0),
                new Amount<Microjoules>(0, Long.MAX_VALUE, 0),
                new Amount<Microjoules>(0, 0, Long.MAX_VALUE))) {
            assertThatThrownBy(() -> oneEnd.plus(ONE)).isInstanceOf(ArithmeticException.class);
            assertThatThrownBy(() -> Amount.<Microjoules>exactly(-2).minus(oneEnd))
                    .isInstanceOf(ArithmeticException.class);
        }
    }

    @Test
    void shouldRoundToTheNearestUnitAndTiesUp() {
        assertThat(Amount.<Microjoules>rounded(0.49, 0.5, 1.5)).isEqualTo(new Amount<>(0, 1, 2));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0x1p63, -0x1p63, Double.NaN, Double.POSITIVE_INFINITY})
    void shouldRefuseToRoundWhatDoesNotFit(double value) {
        assertThatThrownBy(() -> Amount.<Microjoules>rounded(0, 0, value))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining(String.valueOf(value));
    }
}
