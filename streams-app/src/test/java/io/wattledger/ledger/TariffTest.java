package io.wattledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TariffTest {

    private static final Optional<Timeline<CostRevision>> COSTS = Optional.of(
            Timeline.<CostRevision>empty().with(List.of(LedgerSamples.cost("r1", 0, OptionalLong.empty()))));
    private static final Optional<Timeline<CostRevision>> LATER_COSTS = Optional.of(Timeline.<CostRevision>empty()
            .with(List.of(LedgerSamples.cost("r1", LedgerSamples.NOON + 60_000, OptionalLong.empty()))));
    private static final Optional<Timeline<SiteRevision>> SITES = Optional.of(
            Timeline.<SiteRevision>empty().with(List.of(LedgerSamples.site("s1", 0, OptionalLong.empty()))));
    private static final Optional<Timeline<SiteRevision>> LATER_SITES = Optional.of(Timeline.<SiteRevision>empty()
            .with(List.of(LedgerSamples.site("s1", LedgerSamples.NOON + 60_000, OptionalLong.empty()))));

    private static final Event ESTIMATED = LedgerSamples.event("a");
    private static final Event MEASURED = LedgerSamples.measured(7_200_000);

    @Test
    void shouldPriceByCostAndSite() {
        Tariff tariff = Tariff.of(Cell.of(LedgerSamples.fields(ESTIMATED)), COSTS, SITES);
        assertThat(tariff.missing()).isEmpty();
        assertThat(tariff.costRevision()).contains("r1");
        assertThat(tariff.batchSize()).isEqualTo(OptionalInt.of(1));
        Footprint price = tariff.price(ESTIMATED.usage(false));
        assertThat(price.energy()).contains(new Amount<>(10, 20, 30));
        assertThat(price.facilityEnergy()).contains(new Amount<>(15, 30, 45));
        assertThat(price.estimatedEnergy()).isEmpty();
    }

    @Test
    void shouldSayWhyAnAmountIsUnknown() {
        assertThat(Tariff.of(Cell.of(LedgerSamples.fields(ESTIMATED)), Optional.empty(), SITES)
                        .missing())
                .contains(Unpriced.NO_COST);
        assertThat(Tariff.of(Cell.of(LedgerSamples.fields(ESTIMATED)), LATER_COSTS, SITES)
                        .missing())
                .contains(Unpriced.NO_COST_AT_TIME);
        assertThat(Tariff.of(Cell.of(LedgerSamples.fields(ESTIMATED)), COSTS, Optional.empty())
                        .missing())
                .contains(Unpriced.NO_SITE_FACTORS);
        assertThat(Tariff.of(Cell.of(LedgerSamples.fields(ESTIMATED)), COSTS, LATER_SITES)
                        .missing())
                .contains(Unpriced.NO_SITE_FACTORS_AT_TIME);
        assertThat(Tariff.of(Cell.of(LedgerSamples.fields(ESTIMATED)), Optional.empty(), Optional.empty())
                        .missing())
                .as("without energy the site does not matter yet")
                .contains(Unpriced.NO_COST);
    }

    @Test
    void shouldKnowNothingOfUsageWithoutACost() {
        Tariff tariff = Tariff.of(Cell.of(LedgerSamples.fields(ESTIMATED)), Optional.empty(), SITES);
        assertThat(tariff.price(ESTIMATED.usage(false))).isEqualTo(Footprint.UNKNOWN);
    }

    @Test
    void shouldBookEnergyWithoutWaterAndCarbonWhereTheRegionIsUnknown() {
        Footprint price = Tariff.of(Cell.of(LedgerSamples.fields(ESTIMATED)), COSTS, Optional.empty())
                .price(ESTIMATED.usage(false));
        assertThat(price.energy()).isPresent();
        assertThat(price.facilityEnergy()).isEmpty();
        assertThat(price.water()).isEmpty();
        assertThat(price.carbon()).isEmpty();
    }

    @Test
    void shouldPreferWhatWasMeasuredAndKeepTheEstimateBesideIt() {
        Footprint price =
                Tariff.of(Cell.of(LedgerSamples.fields(MEASURED)), COSTS, SITES).price(MEASURED.usage(false));
        assertThat(price.energy()).contains(Amount.exactly(7_200_000));
        // 7.2 J of IT are 10.8 J of the facility; 7.2 / 3.6e6 × (1 + 1.5 × 2) L = 8 µL; 10.8 / 3.6e6 × 360 g = 1,080 µg
        assertThat(price.facilityEnergy()).contains(Amount.exactly(10_800_000));
        assertThat(price.water()).contains(Amount.exactly(8));
        assertThat(price.carbon()).contains(Amount.exactly(1_080));
        assertThat(price.estimatedEnergy()).contains(new Amount<>(10, 20, 30));
    }

    @Test
    void shouldPriceMeasuredUsageWithoutACost() {
        Tariff tariff = Tariff.of(Cell.of(LedgerSamples.fields(MEASURED)), Optional.empty(), SITES);
        assertThat(tariff.missing()).isEmpty();
        assertThat(tariff.price(MEASURED.usage(false)).estimatedEnergy()).isEmpty();
    }

    @Test
    void shouldLeaveAPriceUnknownThatDoesNotFitTheBooks() {
        var absurd = new CostRevision(
                "absurd",
                0,
                OptionalLong.empty(),
                List.of(new OperatingPoint(1, Range.ZERO, Range.ZERO, Range.ZERO, new Range(1, 1, 1e300))));
        Tariff tariff = Tariff.of(
                Cell.of(LedgerSamples.fields(ESTIMATED)),
                Optional.of(Timeline.<CostRevision>empty().with(List.of(absurd))),
                SITES);
        Footprint price = tariff.price(ESTIMATED.usage(false));
        assertThat(price).isEqualTo(Footprint.UNKNOWN);
        assertThat(tariff.unpriced(price)).contains(Unpriced.OVERFLOW);
    }

    @Test
    void shouldBearUsageAsLongAsItsSumAndItsPriceFit() {
        Tariff tariff = Tariff.of(Cell.of(LedgerSamples.fields(MEASURED)), COSTS, SITES);
        Usage most = LedgerSamples.measured(Long.MAX_VALUE / 10 * 9).usage(false);
        assertThat(tariff.bears(Usage.NONE, most))
                .as("energy fits; the facility's does not, and is unknown")
                .isTrue();
        assertThat(tariff.price(most).energy()).isPresent();
        assertThat(tariff.price(most).carbon()).isEmpty();
        assertThat(tariff.unpriced(tariff.price(most))).contains(Unpriced.OVERFLOW);
        assertThat(tariff.bears(most, most)).isFalse();
        Usage third = LedgerSamples.measured(Long.MAX_VALUE / 300).usage(false);
        assertThat(tariff.bears(Usage.NONE, third)).isTrue();
        assertThat(Tariff.of(Cell.of(LedgerSamples.fields(ESTIMATED)), Optional.empty(), SITES)
                        .bears(LedgerSamples.counts(Long.MAX_VALUE, 1, 0, 1).usage(false), third))
                .as("inferences overflow, price or not")
                .isFalse();
    }

    @Test
    void shouldKeepCellsOfDifferentPricesApart() {
        assertThat(Cell.of(LedgerSamples.fields(ESTIMATED)).minute()).isEqualTo(LedgerSamples.NOON);
        assertThat(Cell.of(LedgerSamples.fields(ESTIMATED))).isNotEqualTo(Cell.of(LedgerSamples.fields(MEASURED)));
        assertThat(Cell.of(LedgerSamples.fields(LedgerSamples.at(LedgerSamples.NOON + 59_999))))
                .isEqualTo(Cell.of(LedgerSamples.fields(ESTIMATED)))
                .isNotEqualTo(Cell.of(LedgerSamples.fields(LedgerSamples.at(LedgerSamples.NOON + 60_000))));
    }
}
