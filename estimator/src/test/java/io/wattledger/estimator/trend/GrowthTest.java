package io.wattledger.estimator.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrowthTest {

    private static final LocalDate START = LocalDate.of(2012, 3, 1);
    private static final int DAYS_IN_FOUR_JULIAN_YEARS = 1461;

    @Test
    void shouldGiveTheFactorOfTwoPointsExactly() {
        // 16 times in four years: twice a year, every 12 months.
        Growth growth = growth(dated(0, 3), dated(DAYS_IN_FOUR_JULIAN_YEARS, 48));

        assertThat(growth.perYear().orElseThrow()).isCloseTo(2, within(1e-12));
        assertThat(growth.doublingMonths().orElseThrow()).isCloseTo(12, within(1e-10));
        assertThat(growth.rSquared().orElseThrow()).isCloseTo(1, within(1e-12));
    }

    @Test
    void shouldFitByLeastSquaresOfTheLogarithm() {
        // x = 0, 4, 8 years and ln y = 0, 3, 2: slope = Σ(x − 4)(y − 5/3) / Σ(x − 4)² = (20/3 + 4/3) / 32 = 1/4,
        // R² = slope² Σ(x − 4)² / Σ(y − 5/3)² = (1/16 · 32) / (42/9) = 3/7.
        Growth growth = growth(
                dated(0, 1),
                dated(2 * DAYS_IN_FOUR_JULIAN_YEARS, Math.exp(2)),
                dated(DAYS_IN_FOUR_JULIAN_YEARS, Math.exp(3)));

        assertThat(growth.perYear().orElseThrow()).isCloseTo(Math.exp(0.25), within(1e-12));
        assertThat(growth.rSquared().orElseThrow()).isCloseTo(3.0 / 7, within(1e-12));
        assertThat(growth.from()).contains(START);
        assertThat(growth.to()).contains(START.plusDays(2L * DAYS_IN_FOUR_JULIAN_YEARS));
    }

    @Test
    void shouldHaveNoDoublingTimeWhereItFalls() {
        Growth growth = growth(dated(0, 8), dated(DAYS_IN_FOUR_JULIAN_YEARS, 1));

        assertThat(growth.perYear().orElseThrow()).isLessThan(1);
        assertThat(growth.doublingMonths()).isEmpty();
    }

    @Test
    void shouldHaveNoTrendForNoneOrOneDate() {
        assertThat(growth().perYear()).isEmpty();
        assertThat(growth().from()).isEmpty();
        assertThat(growth(dated(0, 1)).rSquared()).isEmpty();
        assertThat(growth(dated(0, 1), dated(0, 5)).doublingMonths()).isEmpty();
        assertThat(growth(dated(0, 1)).to()).contains(START);
    }

    private static Growth growth(Dated... series) {
        return Growth.of("all models", Domain.VISION, "flops", List.of(series));
    }

    private static Dated dated(int days, double value) {
        return new Dated("a model", START.plusDays(days), value);
    }
}
