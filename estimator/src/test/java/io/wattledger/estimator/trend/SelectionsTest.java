package io.wattledger.estimator.trend;

import static io.wattledger.estimator.trend.SomeModels.model;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelectionsTest {

    @Test
    void shouldTakeTheBestOfEachYearAndTheEarlierOfEqualOnes() {
        List<ModelPoint> best = Selections.bestOfEachYear(List.of(
                model("late", "2015-06-01", 1, 80),
                model("early", "2015-02-01", 9, 80),
                model("worse", "2015-01-01", 9, 70),
                model("first", "2014-12-31", 2, 60)));

        assertThat(best).extracting(ModelPoint::title).containsExactly("first", "early");
    }

    @Test
    void shouldTakeWhatWasTheMostDemandingEverWhenItCameOut() {
        List<ModelPoint> records = Selections.mostDemandingAtRelease(List.of(
                model("equal", "2019-01-01", 20, 1),
                model("small", "2018-05-01", 5, 1),
                model("first", "2018-01-01", 10, 1),
                model("large", "2018-06-01", 20, 1),
                model("second of its day", "2018-06-01", 15, 1),
                model("largest", "2020-01-01", 21, 1)));

        assertThat(records).extracting(ModelPoint::title).containsExactly("first", "large", "largest");
    }

    @Test
    void shouldAverageTheModelsOfAYearAtTheMeanOfTheirDates() {
        List<Dated> averages = Selections.yearlyAverages(
                List.of(
                        model("b", "2018-01-11", 30, 1),
                        model("a", "2018-01-01", 10, 1),
                        model("alone", "2020-03-01", 7, 1)),
                ModelPoint::gflops);

        assertThat(averages)
                .extracting(Dated::date)
                .containsExactly(LocalDate.of(2018, 1, 6), LocalDate.of(2020, 3, 1));
        assertThat(averages).extracting(Dated::value).containsExactly(20.0, 7.0);
    }

    @Test
    void shouldSelectNothingOfNothing() {
        assertThat(Selections.bestOfEachYear(List.of())).isEmpty();
        assertThat(Selections.mostDemandingAtRelease(List.of())).isEmpty();
        assertThat(Selections.yearlyAverages(List.of(), ModelPoint::joules)).isEmpty();
    }
}
