package io.wattledger.estimator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.wattledger.estimator.catalogue.GpuCatalogue;
import io.wattledger.estimator.network.Networks;
import io.wattledger.estimator.vision.ImageWork;
import io.wattledger.estimator.vision.VisionRoofline;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bundled constants on the RTX 3090. */
class BundledVisionTest {

    /**
     * Predicted by an independent fit of the same form to the same rows (0.346, 0.685, 0.149 ms), and measured: timm's results,
     * benchmark-infer-amp-nchw-pt240-cu124-rtx3090.csv, batch of 1024: 3219, 1571 and 6925 images a second.
     */
    @ParameterizedTest
    @CsvSource({"resnet50, 0.346, 0.3106", "vit-b-16, 0.685, 0.6367", "efficientnet-b0, 0.149, 0.1444"})
    void shouldGiveTheTimesOfKnownNetworks(String network, double predictedMillis, double measuredMillis) {
        double millis = 1e3
                * new VisionRoofline(CoefficientsFile.bundledVision())
                        .estimate(
                                ImageWork.of(Networks.find(network).orElseThrow()),
                                GpuCatalogue.bundled().require("rtx-3090"),
                                OptionalInt.of(1024))
                        .time()
                        .total();

        assertThat(millis).isCloseTo(predictedMillis, withinPercentage(1));
        assertThat(millis).isCloseTo(measuredMillis, withinPercentage(15));
    }
}
