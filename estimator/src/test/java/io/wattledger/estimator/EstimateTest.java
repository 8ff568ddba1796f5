package io.wattledger.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EstimateTest {

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -1e-300})
    void shouldRefuseAmountsThatPhysicsRefuses(double value) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Joules(value));
        assertThatIllegalArgumentException().isThrownBy(() -> new Litres(value));
        assertThatIllegalArgumentException().isThrownBy(() -> new Grams(value));
        assertThatIllegalArgumentException().isThrownBy(() -> new Watts(value));
        assertThatIllegalArgumentException().isThrownBy(() -> new Flops(value));
    }

    @Test
    void shouldRefuseASumThatOverflows() {
        Joules most = new Joules(Double.MAX_VALUE);

        assertThatIllegalArgumentException().isThrownBy(() -> most.plus(most));
    }

    @Test
    void shouldHaveOneZero() {
        assertThat(new Joules(-0.0)).isEqualTo(new Joules(0.0));
    }

    @Test
    void shouldRefuseARangeOutOfOrder() {
        Joules one = new Joules(1);
        Joules two = new Joules(2);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Estimate<>(two, one, two))
                .withMessage("low 2.0, central 1.0, high 2.0: must be in ascending order");
        assertThatIllegalArgumentException().isThrownBy(() -> new Estimate<>(one, two, one));
    }

    @Test
    void shouldRefuseANegativeFactor() {
        Estimate<Joules> estimate = Estimate.exactly(new Joules(1));

        assertThatIllegalArgumentException().isThrownBy(() -> estimate.times(-1));
    }
}
