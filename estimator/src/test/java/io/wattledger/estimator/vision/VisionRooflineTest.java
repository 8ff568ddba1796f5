package io.wattledger.estimator.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.catalogue.Gpu;
import io.wattledger.estimator.catalogue.GpuCatalogue;
import io.wattledger.estimator.network.Family;
import io.wattledger.estimator.network.Networks;
import io.wattledger.estimator.network.Shape;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisionRooflineTest {

    private static final ImageWork WORK = new ImageWork(7.1e9, OptionalDouble.of(5.85e6), 93.6e6, Family.CNN);

    private final VisionRoofline roofline = new VisionRoofline(VisionCalibrations.simple());

    private static Gpu gpu(String name) {
        return GpuCatalogue.bundled().require(name);
    }

    /** By hand: 7.1e9 ÷ 71e12, 8 × 2 × 5.85e6 ÷ 936e9, 4 × 93.6e6 ÷ 936e9 ÷ 100, 10 ms ÷ 100. */
    @Test
    void shouldAddArithmeticActivationsWeightsAndLaunches() {
        ImageTime time =
                roofline.estimate(WORK, gpu("rtx-3090"), OptionalInt.of(100)).time();

        assertThat(time.arithmetic()).isCloseTo(1e-4, within(1e-12));
        assertThat(time.activations()).isCloseTo(1e-4, within(1e-12));
        assertThat(time.weights()).isCloseTo(4e-6, within(1e-12));
        assertThat(time.launches()).isCloseTo(1e-4, within(1e-12));
        assertThat(time.total()).isCloseTo(3.04e-4, within(1e-12));
        assertThat(time.sharedByBatch()).isCloseTo(104.0 / 304, within(1e-12));
    }

    @Test
    void shouldTakeTheBatchOfTheMeasurementsWithoutOne() {
        VisionEstimate estimate = roofline.estimate(WORK, gpu("rtx-3090"), OptionalInt.empty());

        assertThat(estimate.batch()).isEqualTo(1024);
        assertThat(estimate.warnings())
                .singleElement()
                .asString()
                .startsWith("no batch size was given: 1024 is taken, that of the measurements");
    }

    @Test
    void shouldWarnOfBatchesFarBelowTheMeasurementsAndWidenTheRange() {
        VisionEstimate full = roofline.estimate(WORK, gpu("rtx-3090"), OptionalInt.of(1024));
        VisionEstimate single = roofline.estimate(WORK, gpu("rtx-3090"), OptionalInt.of(1));

        assertThat(full.warnings()).isEmpty();
        assertThat(full.low()).isBetween(0.79, 0.8);
        assertThat(full.high()).isBetween(1.5, 1.51);
        assertThat(single.warnings()).singleElement().asString().contains("1 is far below: 98 % of the time");
        assertThat(single.low()).isBetween(0.45, 0.5);
        assertThat(single.high()).isBetween(2.1, 2.3);
    }

    @Test
    void shouldDeriveActivationsAndWidenTheRangeWhereLayersAreNotKnown() {
        VisionEstimate estimate = roofline.estimate(
                new ImageWork(4e9, OptionalDouble.empty(), 20e6, Family.CNN), gpu("rtx-3090"), OptionalInt.of(1024));

        assertThat(estimate.work().activations().orElseThrow()).isCloseTo(8e6, within(1e-3));
        assertThat(estimate.low()).isBetween(0.49, 0.5);
        assertThat(estimate.warnings())
                .containsExactly("the layers are not known: activations are derived from the FLOPs");
    }

    @Test
    void shouldTakeTheConstantsOfOthersForAGpuThatNobodyMeasured() {
        VisionEstimate nvidia = roofline.estimate(WORK, gpu("a100-sxm4-80gb"), OptionalInt.of(1024));
        VisionEstimate amd = roofline.estimate(WORK, gpu("mi300x-192gb"), OptionalInt.of(1024));

        assertThat(nvidia.time().arithmetic()).isCloseTo(2 * 7.1e9 / 312e12, within(1e-12));
        assertThat(nvidia.warnings()).singleElement().asString().startsWith("a100-sxm4-80gb was not measured");
        assertThat(amd.high()).isGreaterThan(nvidia.high());
    }

    @Test
    void shouldRefuseAGpuWithoutMatrixUnits() {
        assertThatThrownBy(() -> roofline.estimate(WORK, gpu("tesla-k80"), OptionalInt.empty()))
                .isInstanceOf(EstimateException.class)
                .hasMessageContaining("tesla-k80 has no published 16-bit peak");
    }

    /** NVIDIA's whitepapers of GA102 and Ada: 71 and 165.2 TFLOPS dense with sums of 32 bits; with 16 bits twice that. */
    @Test
    void shouldTakePeaksWithSumsOf32Bits() {
        assertThat(GpuSpeed.of(gpu("rtx-3090"))).isEqualTo(new GpuSpeed(71e12, 936e9));
        assertThat(GpuSpeed.of(gpu("rtx-4090"))).isEqualTo(new GpuSpeed(165.2e12, 1008e9));
    }

    /** What timm prints: infer_gmacs and infer_macts of its results for PyTorch 2.4. Its multiply-adds have norms among them. */
    @ParameterizedTest
    @CsvSource({
        "resnet50, 224, 4.11, 11.11",
        "resnet18, 224, 1.82, 2.48",
        "vgg16, 224, 15.47, 13.56",
        "vgg19, 224, 19.63, 14.86",
        "mobilenetv2, 224, 0.31, 6.68",
        "efficientnet-b0, 224, 0.40, 6.75",
        "vit-b-16, 224, 17.58, 23.9",
        "vit-l-16, 224, 61.6, 63.52",
        "deit-tiny, 224, 1.26, 5.97",
    })
    void shouldCountAsTheMeasurementsDo(String network, int size, double gigaMacs, double millions) {
        ImageWork work = ImageWork.of(Networks.find(network).orElseThrow().withInput(new Shape.Image(3, size, size)));

        assertThat(work.flops() / 2e9).isCloseTo(gigaMacs, withinPercentage(4));
        assertThat(work.activations().orElseThrow() / 1e6).isCloseTo(millions, withinPercentage(1));
    }

    @Test
    void shouldRefuseWhatIsNoImageOrNoLaw() {
        assertThatThrownBy(() -> ImageWork.of(Networks.find("bert-base").orElseThrow()))
                .hasMessageContaining("language-encoder takes no images");
        assertThatThrownBy(() -> new ImageWork(0, OptionalDouble.empty(), 1, Family.CNN))
                .isInstanceOf(EstimateException.class)
                .hasMessageContaining("0.0 FLOPs");
        assertThatThrownBy(() -> new ActivationLaw(0, 1)).isInstanceOf(EstimateException.class);
    }
}
