package io.wattledger.estimator.cli.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wattledger.estimator.method.AlphaFlopsCoefficients;
import io.wattledger.estimator.method.AlphaFlopsCoefficients.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.hipparchus.analysis.differentiation.FiniteDifferencesDifferentiator;
import org.hipparchus.analysis.differentiation.UnivariateDerivative1;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlphaFlopsFitTest {

    private static final AlphaFlopsCoefficients TRUTH = truth(new Pair(0.015, 0.9), new Pair(0.003, 0.7), 0.05, 0);
    private static final AlphaFlopsCoefficients WITH_FLOOR =
            truth(new Pair(0.015, 0.9), new Pair(0.003, 0.7), 0.05, 0.12);

    /** Multiply-adds of each layer of Fig. 1a: 12,800². */
    private static final double FIG_1_MACS = 12_800.0 * 12_800;

    private static final double[] FIG_3A = {6.154, 3.351, 1.847, 0.611};
    private static final double[] FIG_3A_POSITIONS = {1, 2, 4, 16};

    @Test
    void shouldRecoverCoefficientsFromExactTimings() {
        AlphaFlopsFit fit = AlphaFlopsFit.of(SyntheticTimings.exact(TRUTH), false);

        assertCoefficients(fit, 0.015, 0.9, 0.003, 0.7, 0.05, 0);
        assertThat(fit.goodness().rSquared()).isCloseTo(1, within(1e-9));
        assertThat(fit.goodness().medianAbsolutePercentageError()).isLessThan(1e-4);
        assertThat(fit.coefficients().get(AlphaFlopsCurve.FLOOR).interval()).isEmpty();
        assertThat(fit.rows()).isEqualTo(96);
        assertThat(fit.notes()).isEmpty();
    }

    @Test
    void shouldRecoverALaunchFloor() {
        AlphaFlopsFit fit = AlphaFlopsFit.of(SyntheticTimings.exact(WITH_FLOOR), true);

        assertCoefficients(fit, 0.015, 0.9, 0.003, 0.7, 0.05, 0.12);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-4, 1, 1e4})
    void shouldRecoverCoefficientsOfFastAndSlowCards(double scale) {
        AlphaFlopsFit fit = AlphaFlopsFit.of(
                SyntheticTimings.exact(truth(new Pair(0.4, 0.5), new Pair(0.0002, 0.95), scale, 0)), false);

        assertThat(fit.law("", "", "").unary().beta()).isCloseTo(0.4, within(1e-4));
        assertThat(fit.law("", "", "").larger().gamma()).isCloseTo(0.95, within(1e-4));
        assertThat(fit.law("", "", "").millisPerMegaMac() / scale).isCloseTo(1, within(1e-4));
    }

    @Test
    void shouldHoldACoefficientAtItsBound() {
        AlphaFlopsFit fit = AlphaFlopsFit.of(
                SyntheticTimings.exact(truth(new Pair(0.02, 1.2), new Pair(0.003, 0.7), 0.05, 0)), true);

        Coefficient gamma = fit.coefficients().get(AlphaFlopsCurve.UNARY_GAMMA);
        assertThat(gamma.value()).isEqualTo(1);
        assertThat(gamma.interval()).isEmpty();
        assertThat(gamma.origin()).isEqualTo(Coefficient.Origin.BOUND);
        assertThat(fit.coefficients().get(AlphaFlopsCurve.LARGER_GAMMA).value()).isCloseTo(0.7, within(0.05));
        assertThat(fit.coefficients().get(AlphaFlopsCurve.FLOOR).value()).isNotNegative();
    }

    @Test
    void shouldKeepThePublishedPairWhereRowsAreMissing() {
        AlphaFlopsFit unaryOnly = AlphaFlopsFit.of(rows(ConvolutionTiming::unary), false);

        assertThat(unaryOnly.law("", "", "").unary().gamma()).isCloseTo(0.9, within(1e-5));
        assertThat(unaryOnly.law("", "", "").larger()).isEqualTo(new Pair(0.001, 0.56));
        assertThat(unaryOnly.coefficients().get(AlphaFlopsCurve.LARGER_BETA).origin())
                .isEqualTo(Coefficient.Origin.GIVEN);
        assertThat(unaryOnly.notes())
                .containsExactly("0 rows with K > 1, 0 sizes above 1×1: too few to fit, the published β and γ are kept"
                        + " (quadro-t2000)");
    }

    @Test
    void shouldKeepThePublishedPairForDenseLayersOnly() {
        AlphaFlopsFit fit = AlphaFlopsFit.of(rows(row -> !row.unary() || row.positions() == 1), false);

        assertThat(fit.law("", "", "").unary()).isEqualTo(new Pair(0.02, 0.99));
        assertThat(fit.law("", "", "").larger().beta()).isCloseTo(0.003, within(1e-6));
        assertThat(fit.notes()).hasSize(1).first().asString().contains("3 rows with K = 1, 0 sizes above 1×1");
    }

    @Test
    void shouldRefuseTooFewRows() {
        List<ConvolutionTiming> few = SyntheticTimings.exact(TRUTH).subList(0, 1);

        assertThatThrownBy(() -> AlphaFlopsFit.of(few, false))
                .isInstanceOf(FitException.class)
                .hasMessage("1 rows cannot settle 1 coefficients; at least 2 rows are needed");
    }

    @Test
    void shouldRefuseRowsThatLeaveCoefficientsOpen() {
        List<ConvolutionTiming> twoSizes =
                rows(row -> row.unary() && (row.positions() == 49 || row.positions() == 784));

        assertThatThrownBy(() -> AlphaFlopsFit.of(twoSizes, false))
                .isInstanceOf(FitException.class)
                .hasMessageContaining("these rows cannot tell")
                .hasMessageContaining("millisPerMegaMac")
                .hasMessageContaining("add rows of other sizes");
    }

    @Test
    void shouldNameTheWorstLayersFirst() {
        List<ConvolutionTiming> timings = new ArrayList<>(SyntheticTimings.exact(TRUTH));
        ConvolutionTiming row = timings.get(50);
        timings.set(50, new ConvolutionTiming(999, row.height(), row.width(), 32, 32, 3, 3, row.millis() * 40));

        AlphaFlopsFit fit = AlphaFlopsFit.of(timings, false);

        assertThat(fit.worst()).hasSize(5);
        assertThat(fit.worst().get(0).timing().line()).isEqualTo(999);
        assertThat(fit.worst())
                .isSortedAccordingTo((a, b) -> Double.compare(Math.abs(b.errorPercent()), Math.abs(a.errorPercent())));
    }

    /** Fig. 3a of "Dissecting FLOPs along input dimensions": its predictions are not those of the constants it publishes. */
    @Test
    void shouldNotGiveFigure3aWithThePublishedConstants() {
        AlphaFlopsCoefficients published = AlphaFlopsCoefficients.QUADRO_T2000_ASPERTI_2021;

        assertThat(figure3a(published.unary(), published.millisPerMegaMac()))
                .usingComparatorWithPrecision(5e-4)
                .doesNotContain(3.351, 1.847, 0.611);
        assertThat(figure3a(published.unary(), FIG_3A[0] * 1e6 / FIG_1_MACS))
                .usingComparatorWithPrecision(5e-4)
                .contains(6.154)
                .doesNotContain(3.351, 1.847, 0.611);
    }

    /** β = 0.0141, γ = 0.895 and 0.03756 ms per 1e6 multiply-adds give Fig. 3a to its last digit. */
    @Test
    void shouldGiveFigure3aWithFittedConstants() {
        assertThat(figure3a(new Pair(0.0141, 0.895), 0.037561))
                .usingComparatorWithPrecision(5e-4)
                .containsExactly(FIG_3A);

        int[] channels = {12_800, 6_400, 6_400, 3_200};
        List<ConvolutionTiming> rows = List.of(
                new ConvolutionTiming(2, 1, 1, 12_800, channels[0], 1, 1, FIG_3A[0]),
                new ConvolutionTiming(3, 1, 2, 6_400, 12_800, 1, 1, FIG_3A[1]),
                new ConvolutionTiming(4, 2, 2, 6_400, channels[2], 1, 1, FIG_3A[2]),
                new ConvolutionTiming(5, 4, 4, 3_200, channels[3], 1, 1, FIG_3A[3]));
        AlphaFlopsCoefficients fitted = AlphaFlopsFit.of(rows, false).law("", "", "");

        assertThat(fitted.unary().beta()).isCloseTo(0.0141, within(5e-5));
        assertThat(fitted.unary().gamma()).isCloseTo(0.895, within(5e-4));
        assertThat(fitted.millisPerMegaMac()).isCloseTo(0.03756, within(5e-6));
    }

    @Test
    void shouldFollowTheMethodAndItsOwnSlopes() {
        AlphaFlopsCurve curve = new AlphaFlopsCurve(SyntheticTimings.exact(WITH_FLOOR));
        double[] at = {0.015, 0.9, 0.003, 0.7, 0.05, 0.12};

        double[] values = curve.values(at);
        double[][] slopes = curve.slopes(at);

        for (int row = 0; row < values.length; row++) {
            assertThat(values[row]).isCloseTo(curve.rows().get(row).millis(), within(1e-9 * values[row]));
            for (int i = 0; i < at.length; i++) {
                assertThat(slopes[row][i])
                        .as("row %d, parameter %d", row, i)
                        .isCloseTo(numericSlope(curve, at, row, i), within(1e-5 * (1 + Math.abs(slopes[row][i]))));
            }
        }
    }

    private static double numericSlope(Curve curve, double[] at, int row, int parameter) {
        var differentiator = new FiniteDifferencesDifferentiator(5, 1e-4 * at[parameter]);
        return differentiator
                .differentiate((double value) -> {
                    double[] moved = at.clone();
                    moved[parameter] = value;
                    return curve.values(moved)[row];
                })
                .value(new UnivariateDerivative1(at[parameter], 1))
                .getFirstDerivative();
    }

    private static double[] figure3a(Pair unary, double scale) {
        AlphaFlopsCoefficients coefficients = truth(unary, unary, scale, 0);
        double[] millis = new double[FIG_3A.length];
        for (int i = 0; i < millis.length; i++) {
            millis[i] = 1e3 * coefficients.seconds(FIG_1_MACS, 1, 1, FIG_3A_POSITIONS[i]);
        }
        return millis;
    }

    private static List<ConvolutionTiming> rows(Predicate<ConvolutionTiming> which) {
        return SyntheticTimings.exact(TRUTH).stream().filter(which).toList();
    }

    private static void assertCoefficients(AlphaFlopsFit fit, double... expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(fit.coefficients().get(i).value())
                    .as(fit.coefficients().get(i).name())
                    .isCloseTo(expected[i], within(1e-5 * (0.01 + expected[i])));
        }
    }

    private static AlphaFlopsCoefficients truth(Pair unary, Pair larger, double scale, double floor) {
        return new AlphaFlopsCoefficients(unary, larger, scale, floor, "synthetic", "synthetic", "2026");
    }
}
