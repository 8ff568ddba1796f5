package io.wattledger.estimator.cli.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.wattledger.estimator.Spread;
import io.wattledger.estimator.cli.fit.VisionLeftOut.Prediction;
import io.wattledger.estimator.network.Family;
import io.wattledger.estimator.vision.GpuSpeed;
import io.wattledger.estimator.vision.ImageWork;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VisionFitTest {

    private static final GpuSpeed SPEED = new GpuSpeed(71e12, 936e9);

    /** a, b and launches in milliseconds that the rows are made by. */
    private static final double[] TRUTH = {1.2, 0.9, 1.0, 9, 4, 7, 6};

    private static List<VisionRow> rows(double noise) {
        Random random = new Random(11);
        List<VisionRow> rows = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Family family = VisionCurve.FAMILIES.get(i % 3);
            double flops = 1e9 * Math.exp(4 * random.nextDouble());
            ImageWork work = new ImageWork(
                    flops,
                    OptionalDouble.of(3e6 * Math.pow(flops / 1e9, 0.7) * Math.exp(random.nextDouble())),
                    2e7,
                    family);
            int batch = i % 4 == 0 ? 8 : 1024;
            double seconds =
                    VisionCurve.constants(TRUTH).time(work, SPEED, batch).total();
            rows.add(new VisionRow(
                    "m" + i,
                    "family" + i % 20,
                    "rtx-3090",
                    work,
                    batch,
                    seconds * Math.exp(noise * random.nextGaussian())));
        }
        return rows;
    }

    /** Not to the digit: the priors draw the families a little to their mean. */
    @Test
    void shouldFindTheConstantsThatTheRowsWereMadeBy() {
        VisionFit.Fitted fitted = VisionFit.fit(rows(0));

        for (int k = 0; k < 3; k++) {
            Family family = VisionCurve.FAMILIES.get(k);
            assertThat(fitted.constants().arithmetic().get(family)).isCloseTo(TRUTH[k], withinPercentage(8));
            assertThat(fitted.constants().memory().get(family)).isCloseTo(TRUTH[3 + k], withinPercentage(4));
        }
        assertThat(fitted.constants().launchSeconds()).isCloseTo(0.006, within(0.0001));
        assertThat(Objects.requireNonNull(fitted.activations().get(Family.CNN)).exponent())
                .isCloseTo(0.7, within(0.1));
    }

    /** Against differences of values half a millionth apart. */
    @Test
    void shouldHaveTheSlopesOfItsValues() {
        VisionCurve curve = new VisionCurve(rows(0.3), gpu -> SPEED);
        double[] at = {1, 1.5, 0.8, 6, 5, 9, 3};

        double[][] slopes = curve.slopes(at);

        for (int p = 0; p < at.length; p++) {
            double[] above = at.clone();
            double[] below = at.clone();
            above[p] *= 1 + 5e-7;
            below[p] *= 1 - 5e-7;
            double[] high = curve.values(above);
            double[] low = curve.values(below);
            for (int row = 0; row < curve.size(); row++) {
                assertThat(slopes[row][p])
                        .as("row %d, parameter %d", row, p)
                        .isCloseTo((high[row] - low[row]) / (above[p] - below[p]), within(1e-6));
            }
        }
    }

    /** Noise of 10 % that is normal: 94 of 100 lie between the ends at 3 and 97 %. */
    @Test
    void shouldCoverWhatItHasNotSeen() {
        List<VisionRow> rows = rows(0.1);
        List<Prediction> predictions = VisionLeftOut.of(rows).predict(rows);

        assertThat(VisionValidation.accuracy(predictions, false).medianAbsolutePercentageError())
                .isBetween(4.0, 9.0);
        assertThat(VisionValidation.share(VisionValidation.coverage(predictions, false), row -> true))
                .isBetween(85.0, 98.0);
        Spread spread = Objects.requireNonNull(
                VisionValidation.spreads(predictions, false).get(Family.CNN));
        assertThat(spread.low()).isBetween(0.75, 0.9);
        assertThat(spread.high()).isBetween(1.1, 1.3);
    }

    @Test
    void shouldSayWhenRowsAreTooFew() {
        assertThatThrownBy(() -> VisionFit.fit(rows(0).subList(0, 6)))
                .isInstanceOf(FitException.class)
                .hasMessage("6 rows cannot settle 7 constants");
    }
}
