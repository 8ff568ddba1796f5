package io.wattledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CostRevisionTest {

    private static final CostRevision COST = new CostRevision(
            "r1",
            0,
            OptionalLong.empty(),
            List.of(LedgerSamples.point(16), LedgerSamples.point(64), LedgerSamples.point(4), LedgerSamples.point(1)));

    @ParameterizedTest
    @CsvSource({"1, 1", "4, 4", "16, 16", "64, 64", "5000, 64", "0, 1"})
    void shouldTakeThePointOfTheBatchSizeOrTheLastOneOnItsSide(int batchSize, int expected) {
        assertThat(COST.at(OptionalInt.of(batchSize))).isEqualTo(LedgerSamples.point(expected));
    }

    /** A step of 24 J and 8 J a token are 32 J at batch 1, 14 J at batch 4 and 16 J at batch 3. */
    @Test
    void shouldShareAStepAmongItsBatchBetweenTwoPoints() {
        // Given
        CostRevision cost = new CostRevision(
                "r1",
                0,
                OptionalLong.empty(),
                List.of(point(4, new Range(7, 14, 28)), point(1, new Range(16, 32, 64))));

        // When
        OperatingPoint three = cost.at(OptionalInt.of(3));

        // Then
        assertThat(three.batchSize()).isEqualTo(3);
        assertThat(three.perOutputToken().low()).isCloseTo(8, within(1e-12));
        assertThat(three.perOutputToken().central()).isCloseTo(16, within(1e-12));
        assertThat(three.perOutputToken().high()).isCloseTo(32, within(1e-12));
        assertThat(three.perInputToken()).isEqualTo(Range.ZERO);
    }

    private static OperatingPoint point(int batchSize, Range perOutputToken) {
        return new OperatingPoint(batchSize, Range.ZERO, Range.ZERO, Range.ZERO, perOutputToken);
    }

    @Test
    void shouldKeepRatesInOrderWhateverIsRounded() {
        Random random = new Random(7);
        for (int i = 0; i < 100_000; i++) {
            double low = random.nextDouble();
            Range rate = new Range(low, low, Math.nextUp(low));
            Range other = new Range(1 - low, Math.nextUp(1 - low), Math.nextUp(1 - low));
            int above = 3 + random.nextInt(1000);
            CostRevision cost =
                    new CostRevision("r1", 0, OptionalLong.empty(), List.of(point(1, rate), point(above, other)));

            assertThat(cost.at(OptionalInt.of(2 + random.nextInt(above - 2)))
                            .perOutputToken()
                            .high())
                    .isPositive();
        }
    }

    @Test
    void shouldTakeTheFirstPointWhereTheBatchSizeIsUnknown() {
        assertThat(COST.at(OptionalInt.empty()).batchSize()).isEqualTo(16);
    }

    /** The default of batch size 4 is wide, as nobody knows the batch; a request that says 4 has the narrow one. */
    @Test
    void shouldKeepTheDefaultApartFromThePointOfItsSize() {
        Range wide = new Range(2, 10, 40);
        Range narrow = new Range(9, 10, 11);
        CostRevision cost = new CostRevision(
                "r1", 0, OptionalLong.empty(), List.of(point(4, wide), point(1, narrow), point(4, narrow)));

        assertThat(cost.at(OptionalInt.empty()).perOutputToken()).isEqualTo(wide);
        for (int batchSize : new int[] {1, 2, 3, 4, 5}) {
            assertThat(cost.at(OptionalInt.of(batchSize)).perOutputToken()).isEqualTo(narrow);
        }
    }

    @Test
    void shouldRefuseARevisionWithoutAPoint() {
        assertThatThrownBy(() -> new CostRevision("r1", 0, OptionalLong.empty(), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("r1");
    }
}
