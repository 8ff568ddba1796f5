package io.wattledger.standalone.batches;

import static io.wattledger.standalone.batches.Requests.told;
import static io.wattledger.standalone.batches.Requests.untold;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.wattledger.ledger.Event;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchTallyTest {

    private static final double TINY = 1e-9;

    /** By hand: 100 tokens at 2 and 300 at 12 take 100/2 + 300/12 = 75 shares of a step; 400/75 = 5.33. */
    @Test
    void shouldTakeTheHarmonicMeanWeightedByOutputTokens() {
        ServedBatches served = only(told("m", "g", 2, 100), told("m", "g", 12, 300), untold("m", "g", 600));

        assertThat(served.mean().orElseThrow()).isCloseTo(400.0 / 75, within(TINY));
        assertThat(served.nearest()).hasValue(5);
        assertThat(served.usage().requests()).isEqualTo(3);
        assertThat(served.shareOfRequests()).isCloseTo(2.0 / 3, within(TINY));
        assertThat(served.shareOfWeight().orElseThrow()).isCloseTo(0.4, within(TINY));
    }

    @Test
    void shouldWeightByInferencesWhereNoTokensAreGenerated() {
        ServedBatches served = only(told("m", "g", 1, 0), told("m", "g", 4, 0));

        assertThat(served.weight()).isEqualTo(ServedBatches.Weight.INFERENCES);
        assertThat(served.mean().orElseThrow()).isCloseTo(1.6, within(TINY));
    }

    @Test
    void shouldGiveQuantilesByTheSameWeights() {
        ServedBatches served = only(told("m", "g", 1, 4), told("m", "g", 8, 90), told("m", "g", 64, 6));

        assertThat(served.quantile(0.04)).hasValue(1);
        assertThat(served.quantile(0.05)).hasValue(8);
        assertThat(served.quantile(0.94)).hasValue(8);
        assertThat(served.quantile(0.95)).hasValue(64);
        assertThat(served.quantile(1)).hasValue(64);
    }

    /** Between 1 and 2 the middle of the rates is at 4/3, not at 3/2. */
    @ParameterizedTest
    @CsvSource({"1, 1, 1", "1, 2, 1", "1, 3, 2", "2, 3, 2", "100, 101, 100", "100000, 100000, 100000"})
    void shouldRoundToTheBatchSizeWithTheNearestRates(int first, int second, int nearest) {
        assertThat(only(told("m", "g", first, 10), told("m", "g", second, 10)).nearest())
                .hasValue(nearest);
    }

    @Test
    void shouldKnowNoBatchSizeThatNobodyTold() {
        ServedBatches served = only(untold("m", "g", 10));

        assertThat(served.mean()).isEmpty();
        assertThat(served.nearest()).isEmpty();
        assertThat(served.quantile(0.5)).isEmpty();
        assertThat(served.shareOfRequests()).isZero();
    }

    @Test
    void shouldCountABatchSizeOfNoneAsOneAsTheBooksDo() {
        assertThat(only(told("m", "g", 0, 10)).mean()).hasValue(1);
    }

    @Test
    void shouldPutTheNamesOfOneModelAndGpuTogether() {
        BatchTally tally = new BatchTally();
        tally.add(told("Qwen/Qwen3-8B", "h100-sxm5-80gb", 4, 10));
        tally.add(told("qwen/qwen3-8b", "NVIDIA H100 80GB HBM3", 4, 10));
        tally.add(told("own", "h100-sxm5-80gb", 4, 10));

        assertThat(tally.result(List.of(), List.of()))
                .extracting(ServedBatches::modelId, each -> each.usage().requests())
                .containsExactly(tuple("Qwen/Qwen3-8B", 2L), tuple("own", 1L));
        assertThat(tally.result(List.of("QWEN/Qwen3-8B"), List.of("NVIDIA H100 80GB HBM3")))
                .hasSize(1);
        assertThat(tally.result(List.of(), List.of("t4"))).isEmpty();
    }

    private static ServedBatches only(Event... events) {
        BatchTally tally = new BatchTally();
        List.of(events).forEach(tally::add);
        return tally.result(List.of(), List.of()).get(0);
    }
}
