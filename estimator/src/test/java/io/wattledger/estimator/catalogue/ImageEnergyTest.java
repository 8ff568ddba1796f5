package io.wattledger.estimator.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wattledger.estimator.Estimate;
import io.wattledger.estimator.Joules;
import io.wattledger.estimator.Watts;
import org.junit.jupiter.api.Test;

class ImageEnergyTest {

    @Test
    void shouldDividePowerByThroughput() {
        // 450 W at 85 % over 4500 images/s are 85 mJ
        Estimate<Joules> perImage = ImageEnergy.perImage(new Watts(450), 4500);

        assertThat(perImage.central().value()).isCloseTo(0.085, within(1e-12));
        assertThat(perImage.low().value()).isCloseTo(0.060, within(1e-12));
        assertThat(perImage.high().value()).isCloseTo(0.100, within(1e-12));
    }
}
