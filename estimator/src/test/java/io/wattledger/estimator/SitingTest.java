package io.wattledger.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SitingTest {

    private static final SiteRow SITE = new SiteRow("r", "p", 1.2, 0.5, 2.0, 400, Instant.EPOCH, "by hand", "2026");

    @Test
    void shouldGiveWhatAHandComputes() {
        // Given 1 kWh at the IT: 1.2 kWh at the meter
        Estimate<Joules> it = Estimate.exactly(new Joules(3.6e6));

        Footprint footprint = Siting.footprint(it, SITE);

        assertThat(footprint.facility().central().value()).isCloseTo(4.32e6, within(1e-6));
        assertThat(footprint.carbon().central().value()).isCloseTo(1.2 * 400, within(1e-9));
        assertThat(footprint.water().central().value()).isCloseTo(0.5 + 1.2 * 2.0, within(1e-12));
    }

    @Test
    void shouldNotMultiplyTheWaterOnSiteByThePue() {
        SiteRow dryGrid = new SiteRow("r", "p", 1.5, 0.5, 0, 400, Instant.EPOCH, "by hand", "2026");

        Footprint footprint = Siting.footprint(Estimate.exactly(new Joules(3.6e6)), dryGrid);

        assertThat(footprint.water().central()).isEqualTo(new Litres(0.5));
    }

    @Test
    void shouldCarryTheRangeThrough() {
        Estimate<Joules> it = new Estimate<>(new Joules(1.8e6), new Joules(3.6e6), new Joules(7.2e6));

        Footprint footprint = Siting.footprint(it, SITE);

        assertThat(footprint.it()).isEqualTo(it);
        assertThat(footprint.carbon().low().value()).isCloseTo(240, within(1e-9));
        assertThat(footprint.carbon().high().value()).isCloseTo(960, within(1e-9));
        assertThat(footprint.water().high().value()).isCloseTo(5.8, within(1e-9));
    }
}
