package io.wattledger.standalone.audit;

import static io.wattledger.standalone.audit.Fields.set;
import static io.wattledger.standalone.audit.Hand.MINUTE;
import static io.wattledger.standalone.audit.Hand.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.wattledger.standalone.audit.Sum.Amount;
import io.wattledger.standalone.audit.Sum.Count;
import io.wattledger.v1.Estimate;
import io.wattledger.v1.InferenceCosts;
import io.wattledger.v1.InferenceEvent;
import io.wattledger.v1.OperatingPoint;
import io.wattledger.v1.SiteFactors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules 4 and 5 with figures worked out by hand. */
class PricesTest {

    private static final Dimensions DIMENSIONS = new Dimensions("team", Optional.empty(), "m", "g", "r");

    private final List<@Nullable InferenceCosts> costRows = new ArrayList<>();
    private final List<@Nullable SiteFactors> siteRows = new ArrayList<>();
    private final Prices prices =
            new Prices((bytes, at) -> row(costRows, at.offset()), (bytes, at) -> row(siteRows, at.offset()));

    private static <T> T row(List<T> rows, long offset) {
        return rows.get((int) offset);
    }

    private void publish(long at, InferenceCosts row) {
        costRows.add(row);
        prices.costRow(Hand.record("costs", 0, costRows.size() - 1L, at, "m|g", new byte[1]));
    }

    private void delete(long at) {
        costRows.add(null);
        prices.costRow(Hand.record("costs", 0, costRows.size() - 1L, at, "m|g", null));
    }

    private void publish(SiteFactors row) {
        siteRows.add(row);
        prices.siteRow(Hand.record("sites", 0, siteRows.size() - 1L, 0, "r", new byte[1]));
    }

    /** Central energy of one inference in a minute; below 0 if it is unknown. */
    private long energyAt(long minute) {
        Sum sum = prices.book(cell(minute, false, -1), usage(Hand.event("e", "team", minute)));
        return sum.knows(Amount.ENERGY) ? sum.get(Amount.ENERGY).get(1) : -1;
    }

    private static Cell cell(long minute, boolean measured, int batchSize) {
        return new Cell(new Window(Span.MINUTE, minute, DIMENSIONS), measured, batchSize);
    }

    private static Usage usage(InferenceEvent... events) {
        Usage usage = new Usage();
        for (InferenceEvent event : events) {
            usage.add(event, NOON);
        }
        return usage;
    }

    @Test
    void shouldTakeTheRevisionThatBeganLast() {
        publish(0, Hand.costs(Hand.cost("b", NOON, null, 20), Hand.cost("a", 0, null, 10)));

        assertThat(energyAt(NOON - MINUTE)).isEqualTo(10);
        assertThat(energyAt(NOON)).isEqualTo(20);
    }

    @Test
    void shouldTakeTheLaterPublishedOfTwoThatBeginTogetherAndTheOneFurtherBackOfARow() {
        publish(0, Hand.costs(Hand.cost("a", NOON, null, 10), Hand.cost("b", NOON, null, 20)));
        assertThat(energyAt(NOON)).isEqualTo(20);

        publish(1, Hand.costs(Hand.cost("c", NOON, null, 30)));
        publish(2, Hand.costs(Hand.cost("a", NOON, null, 11)));

        assertThat(energyAt(NOON)).isEqualTo(11);
    }

    @Test
    void shouldKeepRevisionsThatALaterRowDoesNotName() {
        publish(0, Hand.costs(Hand.cost("a", 0, null, 10)));
        publish(1, Hand.costs(Hand.cost("b", NOON, null, 20)));

        assertThat(energyAt(NOON - MINUTE)).isEqualTo(10);
    }

    @Test
    void shouldBeginAndEndOnWholeMinutes() {
        publish(0, Hand.costs(Hand.cost("a", NOON + 59_999, NOON + 2 * MINUTE + 1, 10)));

        assertThat(energyAt(NOON - MINUTE)).isEqualTo(-1);
        assertThat(energyAt(NOON)).isEqualTo(10);
        assertThat(energyAt(NOON + MINUTE)).isEqualTo(10);
        assertThat(energyAt(NOON + 2 * MINUTE)).isEqualTo(-1);
    }

    @Test
    void shouldEndWhatIsInForceAtATombstone() {
        publish(
                0,
                Hand.costs(
                        Hand.cost("past", 0, NOON - MINUTE, 10),
                        Hand.cost("now", NOON - MINUTE, null, 20),
                        Hand.cost("future", NOON + 5 * MINUTE, null, 30)));
        delete(NOON + 30_000);

        assertThat(energyAt(NOON - 2 * MINUTE)).isEqualTo(10);
        assertThat(energyAt(NOON - MINUTE)).isEqualTo(20);
        assertThat(energyAt(NOON)).isEqualTo(-1);
        assertThat(energyAt(NOON + 5 * MINUTE)).isEqualTo(-1);

        publish(NOON + MINUTE, Hand.costs(Hand.cost("new", NOON + 2 * MINUTE, null, 40)));
        assertThat(energyAt(NOON + MINUTE)).isEqualTo(-1);
        assertThat(energyAt(NOON + 2 * MINUTE)).isEqualTo(40);
    }

    @Test
    void shouldIgnoreARowThatPhysicsRefusesAsAWhole() {
        publish(0, Hand.costs(Hand.cost("a", 0, null, 10)));
        publish(1, Hand.costs(Hand.cost("b", 0, null, 20), Hand.cost("c", 0, null, -1)));

        assertThat(energyAt(NOON)).isEqualTo(10);
        assertThat(prices.ignoredRows()).isEqualTo(1);
    }

    /** Linear in the inverse: 1/2 lies two thirds of the way from 1/1 to 1/4, and 1/8 from 1/4 to 1/16. */
    @ParameterizedTest
    @CsvSource({"-1, 40", "0, 10", "1, 10", "2, 30", "4, 40", "8, 120", "16, 160", "1000, 160"})
    void shouldTakeTheOperatingPointBetweenThoseAroundTheBatchSize(int batchSize, long energy) {
        publish(
                0,
                Hand.costs(
                        Hand.cost("a", 0, null, List.of(Hand.point(4, 40), Hand.point(1, 10), Hand.point(16, 160)))));

        Sum sum = prices.book(cell(NOON, false, batchSize), usage(Hand.event("e", "team", NOON)));

        assertThat(sum.get(Amount.ENERGY)).containsExactly(energy / 2, energy, energy * 2);
    }

    @ParameterizedTest
    @CsvSource({"-1, 50", "1, 10", "2, 10", "4, 10", "9, 10"})
    void shouldKeepTheDefaultApartFromThePointOfItsSize(int batchSize, long energy) {
        publish(
                0,
                Hand.costs(Hand.cost("a", 0, null, List.of(Hand.point(4, 50), Hand.point(1, 10), Hand.point(4, 10)))));

        Sum sum = prices.book(cell(NOON, false, batchSize), usage(Hand.event("e", "team", NOON)));

        assertThat(sum.get(Amount.ENERGY)).containsExactly(energy / 2, energy, energy * 2);
    }

    /** 3 inferences of 0.5, 195 uncached tokens of 0.1, 105 cached of 0.01, 30 output of 2: 82.05, half and twice of it. */
    @Test
    void shouldPriceUsageAndRoundOnce() {
        OperatingPoint point = new OperatingPoint(1, rate(0.5), rate(0.1), rate(0.01), rate(2));
        publish(0, Hand.costs(Hand.cost("a", 0, null, List.of(point))));
        publish(Hand.site(1.5, 0.2, 2, 100));
        InferenceEvent cached = Hand.event("c", "team", NOON);
        set(cached, "cachedInputTokens", 35);

        Sum sum = prices.book(cell(NOON, false, -1), usage(cached, cached, cached));

        assertThat(sum.get(Amount.ENERGY)).containsExactly(41L, 82L, 164L);
        assertThat(sum.get(Amount.FACILITY)).as("times 1.5, ties up").containsExactly(62L, 123L, 246L);
        assertThat(sum.get(Amount.WATER)).as("times 3.2 / 3.6e6").containsExactly(0L, 0L, 0L);
        assertThat(sum.get(Amount.CARBON)).as("times 150 / 3.6e6").containsExactly(0L, 0L, 0L);
        assertThat(sum.get(Count.UNSITED)).isZero();
        assertThat(sum.knows(Amount.ESTIMATE)).isFalse();
    }

    @Test
    void shouldMakeWaterAndCarbonOfEnergy() {
        publish(Hand.site(1.5, 0.2, 2, 100));
        InferenceEvent measured = Hand.event("e", "team", NOON);
        set(measured, "measuredEnergyMicrojoules", 3_600_000_000L);

        Sum sum = prices.book(cell(NOON, true, -1), usage(measured));

        assertThat(sum.get(Amount.ENERGY)).containsExactly(3_600_000_000L, 3_600_000_000L, 3_600_000_000L);
        assertThat(sum.get(Amount.FACILITY).get(1)).isEqualTo(5_400_000_000L);
        assertThat(sum.get(Amount.WATER).get(1))
                .as("0.001 kWh of 0.2 + 1.5 * 2 l")
                .isEqualTo(3_200L);
        assertThat(sum.get(Amount.CARBON).get(1)).as("0.001 kWh of 1.5 * 100 g").isEqualTo(150_000L);
        assertThat(sum.get(Count.MEASURED)).isEqualTo(3_600_000_000L);
        assertThat(sum.knows(Amount.ESTIMATE)).as("no cost").isFalse();
    }

    @Test
    void shouldLeaveUnknownWhatNothingPrices() {
        InferenceEvent event = Hand.event("e", "team", NOON);
        Sum unpriced = prices.book(cell(NOON, false, -1), usage(event));
        publish(0, Hand.costs(Hand.cost("a", 0, null, 10)));
        Sum unsited = prices.book(cell(NOON, false, -1), usage(event));

        assertThat(unpriced.knows(Amount.ENERGY)).isFalse();
        assertThat(unpriced.get(Count.UNPRICED)).isEqualTo(1);
        assertThat(unpriced.get(Count.UNSITED)).isZero();
        assertThat(unsited.knows(Amount.WATER)).isFalse();
        assertThat(unsited.get(Count.UNPRICED)).isZero();
        assertThat(unsited.get(Count.UNSITED)).isEqualTo(1);
    }

    @Test
    void shouldKnowNoAmountWhereEnergyDoesNotFit() {
        publish(0, Hand.costs(Hand.cost("a", 0, null, 1e19)));
        publish(Hand.site(1.5, 0.2, 2, 100));
        InferenceEvent measured = Hand.event("e", "team", NOON);
        set(measured, "measuredEnergyMicrojoules", 5L);

        Sum estimated = prices.book(cell(NOON, false, -1), usage(Hand.event("e", "team", NOON)));
        Sum besideEstimate = prices.book(cell(NOON, true, -1), usage(measured));

        for (Sum sum : List.of(estimated, besideEstimate)) {
            assertThat(Amount.values()).noneMatch(sum::knows);
            assertThat(sum.get(Count.REQUESTS)).isEqualTo(1);
            assertThat(sum.get(Count.UNPRICED)).isEqualTo(1);
            assertThat(sum.get(Count.UNSITED)).isZero();
            assertThat(sum.get(Count.MEASURED)).isZero();
        }
    }

    @Test
    void shouldKnowEnergyWhereWhatTheSiteMakesOfItDoesNotFit() {
        publish(0, Hand.costs(Hand.cost("a", 0, null, 4e18)));
        publish(Hand.site(1.5, 0.2, 2, 100));

        Sum sum = prices.book(cell(NOON, false, -1), usage(Hand.event("e", "team", NOON)));

        assertThat(sum.get(Amount.ENERGY).get(1)).isEqualTo(4_000_000_000_000_000_000L);
        assertThat(List.of(Amount.FACILITY, Amount.WATER, Amount.CARBON)).noneMatch(sum::knows);
        assertThat(sum.get(Count.UNPRICED)).isZero();
        assertThat(sum.get(Count.UNSITED)).isEqualTo(1);
    }

    @Test
    void shouldRememberACostThatWasReplacedUnderItsName() {
        Usage usage = usage(Hand.event("e", "team", NOON));
        publish(0, Hand.costs(Hand.cost("a", 0, null, 10)));
        publish(0, Hand.costs(Hand.cost("a", 0, null, 1e19)));
        publish(0, Hand.costs(Hand.cost("a", 0, null, 10)));

        assertThat(prices.everyCostFits(cell(NOON, false, -1), usage)).isFalse();
        assertThat(energyAt(NOON)).isEqualTo(10);
    }

    @Test
    void shouldCountTimesBefore1970AsItsBeginning() {
        publish(0, Hand.costs(Hand.cost("a", -90_000, null, 10), Hand.cost("b", -200_000, null, 20)));

        assertThat(energyAt(0)).as("they begin together, and b is further back").isEqualTo(20);
    }

    private static Estimate rate(double central) {
        return new Estimate(central / 2, central, central * 2);
    }
}
