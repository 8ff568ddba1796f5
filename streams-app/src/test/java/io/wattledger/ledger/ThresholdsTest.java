package io.wattledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.wattledger.ledger.Thresholds.Crossing;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdsTest {

    private final Thresholds thresholds = new Thresholds(List.of(100, 50, 80));

    @ParameterizedTest
    @CsvSource({
        "-1, 100, 0",
        "0, 100, 0",
        "49, 100, 0",
        "50, 100, 50",
        "79, 100, 50",
        "80, 100, 80",
        "100, 100, 100",
        "1000, 100, 100",
        // Half of 101 is 50.5.
        "50, 101, 0",
        "51, 101, 50",
        "1, 1, 100"
    })
    void shouldReachAThresholdWithItsLastUnit(long spent, long budget, int reached) {
        assertThat(thresholds.reached(spent, budget)).isEqualTo(reached);
    }

    @Test
    void shouldCompareExactlyWhatNoLongHolds() {
        Random random = new Random(17);
        for (int i = 0; i < 10_000; i++) {
            long spent = random.nextLong() >> random.nextInt(40);
            long budget = 1 + (random.nextLong() >>> (2 + random.nextInt(40)));
            int percent = 1 + random.nextInt(1_000);
            boolean reaches = BigInteger.valueOf(spent)
                            .multiply(BigInteger.valueOf(100))
                            .compareTo(BigInteger.valueOf(budget).multiply(BigInteger.valueOf(percent)))
                    >= 0;
            assertThat(new Thresholds(List.of(percent)).reached(spent, budget))
                    .as("%d of %d at %d %%", spent, budget, percent)
                    .isEqualTo(reaches ? percent : 0);
        }
    }

    @Test
    void shouldAnnounceEachThresholdOnTheWayUpAndDown() {
        assertThat(thresholds.between(0, 0)).isEmpty();
        assertThat(thresholds.between(0, 50)).containsExactly(new Crossing(50, true));
        assertThat(thresholds.between(50, 100)).containsExactly(new Crossing(80, true), new Crossing(100, true));
        assertThat(thresholds.between(100, 100)).isEmpty();
        assertThat(thresholds.between(100, 50)).containsExactly(new Crossing(100, false), new Crossing(80, false));
        assertThat(thresholds.between(80, 0)).containsExactly(new Crossing(80, false), new Crossing(50, false));
    }

    @Test
    void shouldTakeAThresholdThatIsNoLongerOneForThoseBelowIt() {
        assertThat(new Thresholds(List.of(60, 90)).between(80, 60)).isEmpty();
        assertThat(new Thresholds(List.of(60, 90)).between(80, 90)).containsExactly(new Crossing(90, true));
        assertThat(new Thresholds(List.of(60, 90)).between(80, 0)).containsExactly(new Crossing(60, false));
    }
}
