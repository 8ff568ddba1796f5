package io.wattledger.estimator.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.wattledger.estimator.Precision;
import org.junit.jupiter.api.Test;

class MemoryTest {

    private static final Activation RELU = new Activation("relu");

    @Test
    void shouldKeepInputAndOutputOfALayerAlive() {
        // 10 → 40 → 20: the second layer has 60 numbers alive, the first 50
        NetworkCost cost = forward(Block.of(new Dense(40, false), new Dense(20, false)), 2, Precision.FP16);

        assertThat(cost.parameterBytes()).isEqualTo(2 * (10 * 40 + 40 * 20));
        assertThat(cost.activationBytes()).isEqualTo(2 * 2 * (40 + 20));
        assertThat(cost.peakMemoryBytes()).isEqualTo(cost.parameterBytes() + 2 * 2 * 60);
    }

    @Test
    void shouldKeepAShortcutAlive() {
        // in the second layer of the body the block's input is still needed: 10 + 40 + 10
        NetworkCost plain = forward(Block.of(new Dense(40, false), new Dense(10, false)), 1, Precision.FP32);
        NetworkCost residual = forward(
                Block.of(new Residual(Block.of(new Dense(40, false), new Dense(10, false)))), 1, Precision.FP32);

        assertThat(plain.peakMemoryBytes() - plain.parameterBytes()).isEqualTo(4 * 50);
        assertThat(residual.peakMemoryBytes() - residual.parameterBytes()).isEqualTo(4 * 60);
    }

    @Test
    void shouldKeepABodysOutputAliveWhileItsShortcutRuns() {
        // body 10 → 5, shortcut 10 → 30 → 5: the shortcut's second layer has 30 + 5 and the body's 5
        Residual residual =
                new Residual(Block.of(new Dense(5, false)), Block.of(new Dense(30, false), new Dense(5, false)));

        NetworkCost cost = forward(Block.of(residual), 1, Precision.FP32);

        assertThat(cost.peakMemoryBytes() - cost.parameterBytes()).isEqualTo(4 * (10 + 30 + 5));
    }

    @Test
    void shouldTakeNoMemoryForAView() {
        Network network = new Network(
                "test", Family.CNN, new Shape.Image(2, 3, 4), "a test", Block.of(RELU, new Flatten(), RELU));

        NetworkCost cost = network.forward(1, Precision.FP32);

        assertThat(cost.activationBytes()).isEqualTo(4 * 48);
        assertThat(cost.peakMemoryBytes()).isEqualTo(4 * 48);
    }

    @Test
    void shouldKeepKeysAndValuesOfTheContext() {
        // Llama 3.1 8B: 32 layers, 8 heads of 128, keys and values, 2 bytes: 128 KiB per token
        Network llama = Networks.find("llama-3.1-8b-instruct").orElseThrow();

        assertThat(llama.decodeStep(999, 4, Precision.BF16).cacheBytes()).isEqualTo(131_072.0 * 1000 * 4);
        assertThat(llama.forward(1, Precision.BF16).cacheBytes()).isEqualTo(131_072.0 * 1024);
        assertThat(llama.decodeStep(999, 1, Precision.BF16).peakMemoryBytes())
                .isGreaterThan(131_072.0 * 1000 + 2.0 * 8_030_261_248L)
                .isLessThan(1.01 * (131_072.0 * 1000 + 2.0 * 8_030_261_248L));
    }

    @Test
    void shouldWriteTheAttentionMap() {
        // 2 heads over 5 × 5 positions, q, k, v, the heads' output, and the projected output
        Network network = new Network(
                "test",
                Family.LANGUAGE_ENCODER,
                new Shape.Sequence(5, 8),
                "a test",
                Block.of(Attention.plain(8, 2, false)));

        assertThat(network.forward(1, Precision.FP32).activationBytes()).isEqualTo(4 * (2 * 25 + 4 * 40 + 40));
    }

    @Test
    void shouldKeepGradientsActivationsAndAdamsStatesInTraining() {
        NetworkCost cost = forward(Block.of(new Dense(40, false), new Dense(20, false)), 2, Precision.FP16);

        double parameters = 10 * 40 + 40 * 20;
        assertThat(cost.training().peakMemoryBytes())
                .isEqualTo(2 * parameters + 2 * parameters + 2 * 2 * (10 + 60) + 2 * 4 * parameters);
    }

    private static NetworkCost forward(Block layers, int batch, Precision precision) {
        return new Network("test", Family.RECURRENT, new Shape.Vector(10), "a test", layers).forward(batch, precision);
    }
}
