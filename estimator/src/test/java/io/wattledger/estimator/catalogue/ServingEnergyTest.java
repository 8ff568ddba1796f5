package io.wattledger.estimator.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.wattledger.estimator.Estimate;
import io.wattledger.estimator.Joules;
import io.wattledger.estimator.Watts;
import io.wattledger.estimator.catalogue.ServingEnergy.Run;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServingEnergyTest {

    @Test
    void shouldPriceInputByFlopsPeakAndPower() {
        // 2 × 8e9 FLOP at half of 1e15 FLOP/s take 32 µs, at 700 W 22.4 mJ
        Joules perToken = ServingEnergy.prefill(8e9, 1e15, 0.5, new Watts(700));

        assertThat(perToken.value()).isCloseTo(0.0224, within(1e-12));
    }

    @Test
    void shouldTakeTheRangeOfOutputFromHalfAndTwiceTheBatch() {
        // Given 100 tokens in at 0.1 J, 10 out: 10 J of each request is prefill
        List<Run> runs = List.of(
                new Run(32, 10, new Joules(90)),
                new Run(64, 10, new Joules(60)),
                new Run(128, 10, new Joules(40)),
                new Run(256, 10, new Joules(30)),
                new Run(512, 10, new Joules(20)));

        Estimate<Joules> output = ServingEnergy.outputToken(runs, 128, 100, new Joules(0.1), 1);

        assertThat(output.low().value()).isCloseTo((30 - 10) / 10.0, within(1e-12));
        assertThat(output.central().value()).isCloseTo((40 - 10) / 10.0, within(1e-12));
        assertThat(output.high().value()).isCloseTo(60 / 10.0, within(1e-12));
    }

    @Test
    void shouldRefuseASplitThatLeavesNothingForDecoding() {
        Run run = new Run(128, 10, new Joules(5));

        assertThatIllegalArgumentException().isThrownBy(() -> run.perOutputToken(100, new Joules(0.1)));
    }
}
