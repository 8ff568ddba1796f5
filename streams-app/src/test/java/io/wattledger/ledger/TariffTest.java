package io.wattledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TariffTest {

    private static final Optional<Timeline<CostRevision>> COSTS =
            Optional.of(new Timeline<>(List.of(LedgerSamples.cost("r1", 0, OptionalLong.empty()))));
    private static final Optional<Timeline<CostRevision>> LATER_COSTS = Optional.of(
            new Timeline<>(List.of(LedgerSamples.cost("r1", LedgerSamples.NOON + 1, OptionalLong.empty()))));
    private static final Optional<Timeline<SiteRevision>> SITES =
            Optional.of(new Timeline<>(List.of(LedgerSamples.site("s1", 0, OptionalLong.empty()))));
    private static final Optional<Timeline<SiteRevision>> LATER_SITES = Optional.of(
            new Timeline<>(List.of(LedgerSamples.site("s1", LedgerSamples.NOON + 1, OptionalLong.empty()))));

    private static final Event ESTIMATED = LedgerSamples.event("a");
    private static final Event MEASURED = LedgerSamples.measured(7_200_000);

    @Test
    void shouldPriceByCostAndSite() {
        Tariff tariff = Tariff.of(ESTIMATED, COSTS, SITES);
        assertThat(tariff.priced()).isTrue();
        assertThat(tariff.unpriced()).isEmpty();
        assertThat(tariff.costRevision()).contains("r1");
        assertThat(tariff.batchSize()).isEqualTo(OptionalInt.of(1));
        Footprint price = tariff.price(ESTIMATED.usage(false));
        assertThat(price.energy()).contains(new Amount<>(10, 20, 30));
        assertThat(price.facilityEnergy()).contains(new Amount<>(15, 30, 45));
        assertThat(price.estimatedEnergy()).isEmpty();
    }

    @Test
    void shouldSayWhyAnAmountIsUnknown() {
        assertThat(Tariff.of(ESTIMATED, Optional.empty(), SITES).unpriced()).contains(Unpriced.NO_COST);
        assertThat(Tariff.of(ESTIMATED, LATER_COSTS, SITES).unpriced()).contains(Unpriced.NO_COST_AT_TIME);
        assertThat(Tariff.of(ESTIMATED, COSTS, Optional.empty()).unpriced()).contains(Unpriced.NO_SITE_FACTORS);
        assertThat(Tariff.of(ESTIMATED, COSTS, LATER_SITES).unpriced()).contains(Unpriced.NO_SITE_FACTORS_AT_TIME);
        assertThat(Tariff.of(ESTIMATED, Optional.empty(), Optional.empty()).unpriced())
                .as("without energy the site does not matter yet")
                .contains(Unpriced.NO_COST);
    }

    @Test
    void shouldKnowNothingOfUsageWithoutACost() {
        Tariff tariff = Tariff.of(ESTIMATED, Optional.empty(), SITES);
        assertThat(tariff.priced()).isFalse();
        assertThat(tariff.price(ESTIMATED.usage(false))).isEqualTo(Footprint.UNKNOWN);
    }

    @Test
    void shouldBookEnergyWithoutWaterAndCarbonWhereTheRegionIsUnknown() {
        Footprint price = Tariff.of(ESTIMATED, COSTS, Optional.empty()).price(ESTIMATED.usage(false));
        assertThat(price.energy()).isPresent();
        assertThat(price.facilityEnergy()).isEmpty();
        assertThat(price.water()).isEmpty();
        assertThat(price.carbon()).isEmpty();
    }

    @Test
    void shouldPreferWhatWasMeasuredAndKeepTheEstimateBesideIt() {
        Footprint price = Tariff.of(MEASURED, COSTS, SITES).price(MEASURED.usage(false));
        assertThat(price.energy()).contains(Amount.exactly(7_200_000));
        // 7.2 J of IT are 10.8 J of the facility; 7.2 / 3.6e6 × (1 + 1.5 × 2) L = 8 µL; 10.8 / 3.6e6 × 360 g = 1,080 µg
        assertThat(price.facilityEnergy()).contains(Amount.exactly(10_800_000));
        assertThat(price.water()).contains(Amount.exactly(8));
        assertThat(price.carbon()).contains(Amount.exactly(1_080));
        assertThat(price.estimatedEnergy()).contains(new Amount<>(10, 20, 30));
    }

    @Test
    void shouldPriceMeasuredUsageWithoutACost() {
        Tariff tariff = Tariff.of(MEASURED, Optional.empty(), SITES);
        assertThat(tariff.priced()).isTrue();
        assertThat(tariff.unpriced()).isEmpty();
        assertThat(tariff.price(MEASURED.usage(false)).estimatedEnergy()).isEmpty();
    }

    @Test
    void shouldKeepCellsOfDifferentPricesApart() {
        Cell estimated = Cell.of(ESTIMATED, Tariff.of(ESTIMATED, COSTS, SITES));
        assertThat(estimated.minute()).isEqualTo(LedgerSamples.NOON);
        assertThat(List.of(
                        estimated,
                        Cell.of(MEASURED, Tariff.of(MEASURED, COSTS, SITES)),
                        Cell.of(ESTIMATED, Tariff.of(ESTIMATED, Optional.empty(), SITES)),
                        Cell.of(ESTIMATED, Tariff.of(ESTIMATED, COSTS, Optional.empty()))))
                .doesNotHaveDuplicates();
    }
}
