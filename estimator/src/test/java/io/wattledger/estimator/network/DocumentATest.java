package io.wattledger.estimator.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.wattledger.estimator.Precision;
import org.junit.jupiter.api.Test;

/** The formulas and the table of document A, "The cost of intelligence". */
class DocumentATest {

    private static final int BATCH_SECTION_3_1 = 32;
    private static final double GIGA = 1e9;

    @Test
    void shouldCountAConvolutionAsSection321() {
        // 2 · Cin · Cout · K² · Hout · Wout
        NetworkCost cost = image(16, 20, new Convolution(24, Window.same(3, 1)).withoutBias());

        assertThat(cost.flops().value()).isEqualTo(2.0 * 16 * 24 * 9 * 20 * 20);
        assertThat(cost.parameters()).isEqualTo(16 * 24 * 9);
    }

    @Test
    void shouldCountAnLstmAsSection322() {
        // 8 (D H + H²) T L with D = H = 256, T = 128, L = 2
        NetworkCost cost = forward("lstm-2-layer", 1);

        assertThat(cost.flops().value()).isEqualTo(8.0 * (256 * 256 + 256 * 256) * 128 * 2);
    }

    @Test
    void shouldCountAGruAsThreeQuartersOfAnLstmAsSection322() {
        assertThat(4 * forward("gru-2-layer", 1).macs())
                .isEqualTo(3 * forward("lstm-2-layer", 1).macs());
    }

    @Test
    void shouldCountATransformerLayerAsSection323() {
        // 12 n d² + 2 n² d, as multiply-adds
        long n = 128;
        long d = 512;

        NetworkCost cost = new Network(
                        "layer",
                        Family.LANGUAGE_ENCODER,
                        new Shape.Sequence((int) n, (int) d),
                        "a test",
                        Block.of(TransformerLayer.plain((int) d, 8, 4 * (int) d, false)))
                .forward(1, Precision.FP32);

        assertThat(cost.macs()).isEqualTo(12 * n * d * d + 2 * n * n * d);
    }

    @Test
    void shouldReproduceTheTableOfSection41AsMultiplyAddsPerBatch() {
        // It prints "FLOPs" that are multiply-adds of a batch of 32; VGG16's are those of its convolutions.
        NetworkCost vgg16 = forward("vgg16", BATCH_SECTION_3_1);
        double convolutions = vgg16.operations().stream()
                .filter(operation -> operation.kind() == Operation.Kind.CONVOLUTION)
                .mapToDouble(Operation::macs)
                .sum();
        NetworkCost lstm = forward("lstm-2-layer", BATCH_SECTION_3_1);
        NetworkCost gru = forward("gru-2-layer", BATCH_SECTION_3_1);

        assertThat(convolutions / GIGA).isCloseTo(490, withinPercentage(0.5));
        assertThat(lstm.macs() / GIGA).isCloseTo(4.3, within(0.05));
        assertThat(gru.macs() / GIGA).isCloseTo(3.2, within(0.05));
        assertThat(lstm.training().macs() / GIGA).isCloseTo(12.9, within(0.05));
        assertThat(gru.training().macs() / GIGA).isCloseTo(9.6, within(0.1));
    }

    @Test
    void shouldCountTrainingAsThreeForwardPassesAsSection34() {
        NetworkCost cost = forward("resnet50", 2);

        assertThat(cost.training().flops()).isEqualTo(cost.flops().times(3));
    }

    private static NetworkCost forward(String name, int batch) {
        return Networks.find(name).orElseThrow().forward(batch, Precision.FP32);
    }

    private static NetworkCost image(int channels, int side, Layer layer) {
        return new Network("layer", Family.CNN, new Shape.Image(channels, side, side), "a test", Block.of(layer))
                .forward(1, Precision.FP32);
    }
}
