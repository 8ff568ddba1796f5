package io.wattledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wattledger.ledger.Unit.Microjoules;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteRevisionTest {

    /** 10 kWh of IT energy, give or take half. */
    private static final Amount<Microjoules> TEN_KWH =
            new Amount<>(18_000_000_000_000L, 36_000_000_000_000L, 54_000_000_000_000L);

    /** By hand, for 10 kWh: 12 kWh at the meter; 10 × 1.8 + 12 × 3.1 = 55.2 L; 12 × 400 = 4,800 g. */
    @Test
    void shouldReproduceAnExampleWorkedByHand() {
        SiteRevision site = new SiteRevision("s1", 0, OptionalLong.empty(), 1.2, 1.8, 3.1, 400);
        assertThat(site.facilityEnergy(TEN_KWH))
                .isEqualTo(new Amount<>(21_600_000_000_000L, 43_200_000_000_000L, 64_800_000_000_000L));
        assertThat(site.water(TEN_KWH)).isEqualTo(new Amount<>(27_600_000L, 55_200_000L, 82_800_000L));
        assertThat(site.carbon(TEN_KWH)).isEqualTo(new Amount<>(2_400_000_000L, 4_800_000_000L, 7_200_000_000L));
    }

    @Test
    void shouldNotMultiplyTheWaterOnSiteByThePue() {
        SiteRevision lean = new SiteRevision("lean", 0, OptionalLong.empty(), 1, 1.8, 0, 0);
        SiteRevision wasteful = new SiteRevision("wasteful", 0, OptionalLong.empty(), 2, 1.8, 0, 0);
        assertThat(wasteful.water(TEN_KWH)).isEqualTo(lean.water(TEN_KWH));
    }

    @Test
    void shouldMultiplyTheWaterBehindTheElectricityByThePue() {
        SiteRevision lean = new SiteRevision("lean", 0, OptionalLong.empty(), 1, 0, 3, 0);
        SiteRevision wasteful = new SiteRevision("wasteful", 0, OptionalLong.empty(), 2, 0, 3, 0);
        assertThat(wasteful.water(TEN_KWH)).isEqualTo(lean.water(TEN_KWH).plus(lean.water(TEN_KWH)));
    }

    @ParameterizedTest
    @CsvSource({
        "0.99, 0, 0, 0, pue",
        "NaN, 0, 0, 0, pue",
        "1, -1, 0, 0, wueLitresPerKwh",
        "1, 0, NaN, 0, ewifLitresPerKwh",
        "1, 0, 0, Infinity, gramsCo2ePerKwh"
    })
    void shouldRefuseWhatPhysicsRefuses(double pue, double wue, double ewif, double grams, String field) {
        assertThatThrownBy(() -> new SiteRevision("s1", 0, OptionalLong.empty(), pue, wue, ewif, grams))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("s1")
                .hasMessageContaining(field);
    }
}
