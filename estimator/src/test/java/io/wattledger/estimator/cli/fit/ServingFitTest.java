package io.wattledger.estimator.cli.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wattledger.estimator.cli.fit.ServingFit.Fitted;
import io.wattledger.estimator.serving.ServingTerm;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Fits to rows that are made of known coefficients, so that the truth is known. */
class ServingFitTest {

    private static final String NOW = SyntheticServings.STACK;
    private static final String THEN = "then";
    private static final int ROWS = 300;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @BeforeEach
    void printSeed(TestInfo test) {
        System.out.println("ServingFitTest." + test.getDisplayName() + " seed " + seed);
    }

    private List<ServingRow> rows(Map<ServingTerm, Double> truth) {
        return SyntheticServings.exact(truth, ROWS, random);
    }

    private List<ServingRow> rows() {
        return rows(SyntheticServings.coefficients());
    }

    @Test
    void shouldFindTheCoefficientsThatTheRowsAreMadeOf() {
        Map<ServingTerm, Double> truth = SyntheticServings.coefficients();
        List<ServingRow> rows = rows(truth);

        Fitted fit = ServingFit.fit(rows, NOW);

        truth.forEach((term, value) -> assertThat(fit.coefficients().get(term))
                .as("%s, seed %d", term, seed)
                .isCloseTo(value, within(0.04 * value)));
        assertPredicts(fit, rows, 0.01);
    }

    /** No row has images; and arithmetic seems to give energy back, which least squares alone would follow. */
    @Test
    void shouldHoldAtZeroWhatNoRowNeeds() {
        Map<ServingTerm, Double> truth = new EnumMap<>(SyntheticServings.coefficients());
        truth.put(ServingTerm.DECODE, -0.05);

        Fitted fit = ServingFit.fit(rows(truth), NOW);

        assertThat(fit.coefficients())
                .as("seed %d", seed)
                .containsOnlyKeys(ServingTerm.values())
                .containsEntry(ServingTerm.DECODE, 0.0)
                .containsEntry(ServingTerm.IMAGES, 0.0)
                .allSatisfy((term, value) -> assertThat(value).isNotNegative());
    }

    /** One row in twenty is off by a factor of 20. Without Huber's loss some prediction is off by a fifth, with it by a hundredth. */
    @Test
    void shouldHardlyMoveForOutliers() {
        List<ServingRow> rows = rows();
        List<ServingRow> spoilt = new ArrayList<>(rows);
        for (int i = 0; i < spoilt.size(); i += 20) {
            spoilt.set(i, SyntheticServings.as(rows.get(i), NOW, 20));
        }

        assertPredicts(ServingFit.fit(spoilt, NOW), rows, 0.1);
    }

    @Test
    void shouldFindTheFactorOfAnotherStack() {
        List<ServingRow> then =
                rows().stream().map(row -> SyntheticServings.as(row, THEN, 2.5)).toList();
        List<ServingRow> now = rows();

        Fitted fit = ServingFit.fit(Stream.concat(then.stream(), now.stream()).toList(), NOW);

        assertThat(fit.factors()).containsOnlyKeys(THEN);
        assertThat(fit.factors().get(THEN)).as("seed %d", seed).isCloseTo(2.5, within(0.025));
        assertPredicts(fit, then, 0.01);
        assertPredicts(fit, now, 0.01);
    }

    @Test
    void shouldHaveNoFactorsWhereAllRowsAreOfOneStack() {
        List<ServingRow> rows = rows();

        Fitted fit = ServingFit.fit(rows, NOW);

        assertThat(fit.factors()).isEmpty();
        assertThat(fit.predict(SyntheticServings.as(rows.get(0), "of nobody's", 7)))
                .as("a stack that is not in the fit")
                .isEqualTo(fit.predict(rows.get(0)));
    }

    @Test
    void shouldSayThatNoRowIsOfTheStack() {
        List<ServingRow> rows = rows();

        assertThatThrownBy(() -> ServingFit.fit(rows, "tomorrow"))
                .isInstanceOf(FitException.class)
                .hasMessage(
                        "none of 300 rows was measured with 'tomorrow'; add some that were, or choose a stack that they have");
        assertThatThrownBy(() -> ServingFit.fit(List.of(), NOW))
                .isInstanceOf(FitException.class)
                .hasMessageContaining("none of 0 rows was measured with 'now'");
    }

    private void assertPredicts(Fitted fit, List<ServingRow> rows, double share) {
        assertThat(rows.stream()
                        .mapToDouble(row -> Math.abs(fit.predict(row) / row.joulesPerOutputToken() - 1))
                        .max()
                        .orElseThrow())
                .as("the prediction that is furthest off, seed %d", seed)
                .isLessThan(share);
    }
}
