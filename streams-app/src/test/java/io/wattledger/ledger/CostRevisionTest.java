package io.wattledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CostRevisionTest {

    private static final CostRevision COST = new CostRevision(
            "r1",
            0,
            OptionalLong.empty(),
            List.of(LedgerSamples.point(16), LedgerSamples.point(64), LedgerSamples.point(4), LedgerSamples.point(1)));

    /** 2 lies a factor of 2 from both 1 and 4; 8 from 4 and 16; 33 is nearer to 64 than to 16 by ratio (2.06 and 1.94). */
    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "3, 4", "8, 4", "9, 16", "31, 16", "32, 16", "33, 64", "5000, 64", "0, 1"})
    void shouldTakeThePointWithTheNearestRatio(int batchSize, int expected) {
        assertThat(COST.at(OptionalInt.of(batchSize)).batchSize()).isEqualTo(expected);
    }

    @Test
    void shouldTakeTheFirstPointWhereTheBatchSizeIsUnknown() {
        assertThat(COST.at(OptionalInt.empty()).batchSize()).isEqualTo(16);
    }

    @Test
    void shouldRefuseARevisionWithoutAPoint() {
        assertThatThrownBy(() -> new CostRevision("r1", 0, OptionalLong.empty(), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("r1");
    }
}
