package io.wattledger.estimator.cli.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wattledger.estimator.catalogue.GenerationModel;
import io.wattledger.estimator.catalogue.GenerationModels;
import io.wattledger.estimator.catalogue.GpuCatalogue;
import io.wattledger.estimator.cli.fit.GenerationValidation.Group;
import io.wattledger.estimator.generation.GenerationCoefficients;
import io.wattledger.estimator.generation.GenerationTask;
import io.wattledger.estimator.generation.GenerationTerm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Fits to rows that are made by known coefficients. */
class GenerationFitTest {

    private static final GenerationCoefficients TRUTH = new GenerationCoefficients(
            Map.of(GenerationTerm.ARITHMETIC, 2.0, GenerationTerm.LAUNCHES, 8.0, GenerationTerm.EXCHANGE, 6.0),
            Map.of("h100-sxm5-80gb", 1.0, "b200-sxm-180gb", 1.4));

    private static List<GenerationRow> rows(GenerationCoefficients truth, String... gpus) {
        List<GenerationRow> rows = new ArrayList<>();
        for (String name :
                new String[] {"pixart-sigma", "hunyuandit", "sd3.5-large", "wan2.1-t2v-1.3b", "cogvideox1.5-5b"}) {
            GenerationModel model = GenerationModels.bundled().find(name).orElseThrow();
            for (String gpu : gpus) {
                for (int count : new int[] {1, 2, 4, 8}) {
                    for (int batch : new int[] {1, 2, 8, 32}) {
                        GenerationTask task = new GenerationTask(
                                model,
                                GpuCatalogue.bundled().require(gpu),
                                count,
                                batch,
                                model.steps(),
                                model.width(),
                                model.height(),
                                model.frames());
                        rows.add(new GenerationRow(task, truth.joulesPerItem(task), "a stack"));
                    }
                }
            }
        }
        return rows;
    }

    @Test
    void shouldFindTheCoefficientsThatMadeTheRows() {
        GenerationCoefficients fitted = GenerationFit.fit(rows(TRUTH, "h100", "b200"));

        TRUTH.terms().forEach((term, value) -> assertThat(fitted.terms().getOrDefault(term, 0.0))
                .as(term.label())
                .isCloseTo(value, within(0.02 * value)));
        assertThat(fitted.arithmetic().getOrDefault("h100-sxm5-80gb", 0.0)).isEqualTo(1);
        assertThat(fitted.arithmetic().getOrDefault("b200-sxm-180gb", 0.0)).isCloseTo(1.4, within(0.02));
    }

    /** Soft-L1: a row that is ten times off counts no more than linearly. */
    @Test
    void shouldHardlyMindARowThatIsFarOff() {
        List<GenerationRow> rows = new ArrayList<>(rows(TRUTH, "h100"));
        GenerationRow first = rows.get(0);
        rows.set(0, new GenerationRow(first.task(), 10 * first.joules(), first.stack()));

        double arithmetic = GenerationFit.fit(rows).terms().getOrDefault(GenerationTerm.ARITHMETIC, 0.0);

        assertThat(arithmetic).isCloseTo(2, within(0.1));
    }

    @Test
    void shouldPredictWhatItHasNotSeenWhereAllModelsAreAlike() {
        List<GenerationRow> rows = rows(TRUTH, "h100", "b200");

        Accuracy models = GenerationValidation.accuracy(
                GenerationValidation.leaveOut(rows, Group.MODEL, UnaryOperator.identity()));
        Accuracy gpus =
                GenerationValidation.accuracy(GenerationValidation.leaveOut(rows, Group.GPU, UnaryOperator.identity()));

        assertThat(models.medianAbsolutePercentageError()).isLessThan(3);
        assertThat(gpus.medianAbsolutePercentageError())
                .as("the factor of 1.4 is not known")
                .isBetween(10.0, 45.0);
        assertThat(Group.FAMILY.count(rows)).isEqualTo(5);
    }

    @Test
    void shouldNotFitMoreCoefficientsThanRows() {
        assertThatThrownBy(() -> GenerationFit.fit(rows(TRUTH, "h100").subList(0, 3)))
                .isInstanceOf(FitException.class)
                .hasMessage("3 rows cannot settle 3 coefficients; at least 4 rows are needed");
    }

    /** The slopes that are given to the optimiser are those of the values. */
    @Test
    void shouldHaveSlopesThatAreThoseOfItsValues() {
        GenerationCurve curve = new GenerationCurve(
                rows(TRUTH, "h100", "b200"), List.of("h100-sxm5-80gb", "b200-sxm-180gb"), new double[] {2.5, 4.5, 4.5, 1
                });
        double[] at = {3, 5, 7, 1.6};
        double[][] slopes = curve.slopes(at);
        double step = 1e-6;
        for (int p = 0; p < at.length; p++) {
            double[] above = at.clone();
            double[] below = at.clone();
            above[p] += step;
            below[p] -= step;
            double[] high = curve.values(above);
            double[] low = curve.values(below);
            for (int i = 0; i < curve.size(); i++) {
                assertThat(slopes[i][p]).isCloseTo((high[i] - low[i]) / (2 * step), within(1e-6));
            }
        }
    }
}
