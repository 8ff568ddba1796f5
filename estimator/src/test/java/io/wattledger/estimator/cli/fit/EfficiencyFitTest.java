package io.wattledger.estimator.cli.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.Flops;
import io.wattledger.estimator.method.EfficiencyLaw;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables 1 and 2 of "Modeling Energy Consumption in Deep Learning Architectures Using Power Laws". */
class EfficiencyFitTest {

    private static final double PEAK = 156;

    @ParameterizedTest
    @CsvSource({
        "65.79, 9.25, 0.81",
        "55.60, 8.24, 0.73",
        "68.22, 8.50, 0.70",
        "78.55, 21.83, 0.56",
        "71.33, 14.67, 0.57",
        "81.35, 14.28, 0.47",
        "0.10, 12164.49, 1.00",
        "0.05, 1986.55, 1.00",
        "0.09, 1780.62, 1.00",
        "67.48, 8.14, 0.75"
    })
    void shouldRecoverPublishedLaws(double maxPercent, double k, double alpha) {
        EfficiencyFit fit = EfficiencyFit.of(pairs(new EfficiencyLaw(maxPercent, k, alpha), 1e6, 1e13), PEAK);

        assertThat(fit.law().maxPercent()).isCloseTo(maxPercent, within(1e-4 * maxPercent));
        assertThat(fit.law().k()).isCloseTo(k, within(1e-3 * k));
        assertThat(fit.law().alpha()).isCloseTo(alpha, within(1e-4));
        assertThat(fit.efficiency().rSquared()).isCloseTo(1, within(1e-9));
        assertThat(fit.time().rSquared()).isCloseTo(1, within(1e-6));
    }

    @Test
    void shouldFollowTheMethod() {
        EfficiencyLaw law = new EfficiencyLaw(68.22, 8.5, 0.7);
        List<EfficiencyPair> pairs = pairs(law, 1e6, 1e13);

        double[] values = new EfficiencyCurve(pairs).values(new double[] {68.22, 8.5, 0.7});

        for (int i = 0; i < values.length; i++) {
            double expected = law.percent(new Flops(pairs.get(i).flops()));
            assertThat(values[i]).isCloseTo(expected, within(1e-12 * expected));
        }
    }

    @Test
    void shouldNameTheLinesAboveThePeak() {
        List<EfficiencyPair> pairs = List.of(
                new EfficiencyPair(2, 1e12, 1), new EfficiencyPair(3, 3e12, 1), new EfficiencyPair(4, 1.5e12, 1));

        assertThatThrownBy(() -> EfficiencyFit.of(pairs, 1))
                .isInstanceOf(EstimateException.class)
                .hasMessage("the peak of 1.0 TFLOPS is too low: line 3 reached 3.000 TFLOPS (300 %), line 4 reached"
                        + " 1.500 TFLOPS (150 %); give the peak of the precision that was measured");
    }

    @Test
    void shouldRefuseRowsThatAreAllSaturated() {
        List<EfficiencyPair> pairs = pairs(new EfficiencyLaw(60, 1e6, 1), 1e10, 1e13);

        assertThatThrownBy(() -> EfficiencyFit.of(pairs, PEAK)).isInstanceOf(FitException.class);
    }

    @Test
    void shouldNotGoAboveThePeakWhereRowsNeverSaturate() {
        List<EfficiencyPair> pairs = new ArrayList<>();
        for (double flops = 1e9; flops < 1e12; flops *= 1.5) {
            double percent = 40 * Math.sqrt(flops / 1e12);
            pairs.add(new EfficiencyPair(pairs.size() + 2, flops, 100 * flops / (PEAK * 1e12 * percent)));
        }

        EfficiencyFit fit = EfficiencyFit.of(pairs, PEAK);

        assertThat(fit.law().maxPercent()).isEqualTo(100);
        assertThat(fit.coefficients().get(EfficiencyCurve.MAX_PERCENT).origin()).isEqualTo(Coefficient.Origin.BOUND);
    }

    @Test
    void shouldRefuseThreeRows() {
        assertThatThrownBy(() -> EfficiencyFit.of(
                        pairs(new EfficiencyLaw(60, 8, 0.7), 1e9, 1e13).subList(0, 3), PEAK))
                .isInstanceOf(FitException.class)
                .hasMessage("3 rows cannot settle 3 coefficients; at least 4 rows are needed");
    }

    private static List<EfficiencyPair> pairs(EfficiencyLaw law, double from, double to) {
        List<EfficiencyPair> pairs = new ArrayList<>();
        for (double flops = from; flops < to; flops *= 1.5) {
            pairs.add(new EfficiencyPair(pairs.size() + 2, flops, law.seconds(new Flops(flops), PEAK * 1e12)));
        }
        return pairs;
    }
}
