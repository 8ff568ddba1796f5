package io.wattledger.estimator.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wattledger.estimator.Precision;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Laws over seeded random networks. */
class NetworkLawTest {

    private static final int ROUNDS = 300;
    private static final List<Recurrent.Cell> CELLS = List.of(Recurrent.Cell.values());
    private static final Precision PRECISION = Precision.FP32;

    @Test
    void shouldAddUpOverLayersAndOperations() {
        forAll(random -> {
            NetworkCost cost = any(random).forward(1 + random.nextInt(8), PRECISION);

            assertThat(cost.flops().value())
                    .isEqualTo(cost.layers().stream()
                            .mapToDouble(layer -> layer.flops().value())
                            .sum())
                    .isEqualTo(cost.operations().stream()
                            .mapToDouble(operation -> operation.flops().value())
                            .sum());
            assertThat(cost.operations())
                    .allSatisfy(operation ->
                            assertThat(operation.macs()).isPositive().isEqualTo(product(operation.geometry())));
        });
    }

    @Test
    void shouldAddUpOverTheHalvesOfASequence() {
        forAll(random -> {
            int side = 8 + random.nextInt(30);
            Shape.Image input = new Shape.Image(1 + random.nextInt(4), side, side);
            Block first = convolutions(random, 1 + random.nextInt(3));
            Block second = convolutions(random, 1 + random.nextInt(3));

            NetworkCost head = new Network("head", Family.CNN, input, "a test", first).forward(2, PRECISION);
            Shape between = head.layers().get(head.layers().size() - 1).output();
            NetworkCost tail = new Network("tail", Family.CNN, between, "a test", second).forward(2, PRECISION);
            NetworkCost both =
                    new Network("both", Family.CNN, input, "a test", Block.of(first, second)).forward(2, PRECISION);

            assertThat(both.macs()).isEqualTo(head.macs() + tail.macs());
            assertThat(both.parameters()).isEqualTo(head.parameters() + tail.parameters());
            assertThat(both.activationBytes()).isEqualTo(head.activationBytes() + tail.activationBytes());
        });
    }

    @Test
    void shouldGrowExactlyLinearlyWithTheBatch() {
        forAll(random -> {
            Network network = any(random);
            int batch = 2 + random.nextInt(30);

            NetworkCost one = network.forward(1, PRECISION);
            NetworkCost many = network.forward(batch, PRECISION);

            assertThat(many.macs()).isEqualTo(batch * one.macs());
            assertThat(many.activationBytes()).isEqualTo(batch * one.activationBytes());
            assertThat(many.parameters()).isEqualTo(one.parameters());
            assertThat(many.peakMemoryBytes() - many.parameterBytes())
                    .isCloseTo(
                            batch * (one.peakMemoryBytes() - one.parameterBytes()),
                            within(1e-9 * many.peakMemoryBytes()));
        });
    }

    @Test
    void shouldGrowWithTokensAndKeepItsParameters() {
        forAll(random -> {
            Network shorter = decoder(random);
            int length = ((Shape.Tokens) shorter.input()).length();
            Network longer = shorter.withInput(new Shape.Tokens(length + 1 + random.nextInt(50)));

            NetworkCost few = shorter.forward(1, PRECISION);
            NetworkCost many = longer.forward(1, PRECISION);

            assertThat(many.macs()).isGreaterThan(few.macs());
            assertThat(many.peakMemoryBytes()).isGreaterThan(few.peakMemoryBytes());
            assertThat(many.parameters()).isEqualTo(few.parameters());
        });
    }

    @Test
    void shouldGrowWithResolutionAndKeepItsParameters() {
        forAll(random -> {
            int side = 8 + random.nextInt(30);
            Network small =
                    new Network("small", Family.CNN, new Shape.Image(3, side, side), "a test", convolutions(random, 3));
            int larger = side + 8 + random.nextInt(30);
            Network large = small.withInput(new Shape.Image(3, larger, larger));

            assertThat(large.forward(1, PRECISION).macs())
                    .isGreaterThan(small.forward(1, PRECISION).macs());
            assertThat(large.forward(1, PRECISION).parameters())
                    .isEqualTo(small.forward(1, PRECISION).parameters());
        });
    }

    @Test
    void shouldGrowByTheSameAmountWithEachLayer() {
        forAll(random -> {
            int hidden = 4 * (1 + random.nextInt(8));
            Shape input = new Shape.Sequence(1 + random.nextInt(20), hidden);
            TransformerLayer layer = TransformerLayer.plain(hidden, 2, 1 + random.nextInt(100), false);

            NetworkCost one = encoder(input, layer);
            NetworkCost two = encoder(input, layer, layer);
            NetworkCost three = encoder(input, layer, layer, layer);

            assertThat(one.macs()).isPositive();
            assertThat(two.macs() - one.macs()).isEqualTo(one.macs());
            assertThat(three.macs() - two.macs()).isEqualTo(one.macs());
            assertThat(three.parameters()).isEqualTo(3 * one.parameters());
        });
    }

    @Test
    void shouldDecodeStepByStepWhatAForwardPassProjectsAtOnce() {
        forAll(random -> {
            Network network = decoder(random);
            int length = ((Shape.Tokens) network.input()).length();
            int batch = 1 + random.nextInt(4);
            NetworkCost forward = network.forward(batch, PRECISION);
            long projections = 0;
            long attention = 0;
            for (int context = 0; context < length; context++) {
                NetworkCost step = network.decodeStep(context, batch, PRECISION);
                projections += macs(step, Operation.Kind.PROJECTION);
                attention += step.macs() - macs(step, Operation.Kind.PROJECTION);
            }

            assertThat(projections).isEqualTo(macs(forward, Operation.Kind.PROJECTION));
            // Step i looks at i keys; the forward pass counts all pairs.
            long pairs = forward.macs() - projections;
            assertThat(2L * length * attention).isEqualTo((length + 1) * pairs);
        });
    }

    @Test
    void shouldKeepBytesInProportionToThePrecision() {
        forAll(random -> {
            Network network = any(random);

            NetworkCost full = network.forward(3, Precision.FP32);
            NetworkCost half = network.forward(3, Precision.BF16);

            assertThat(half.peakMemoryBytes()).isEqualTo(full.peakMemoryBytes() / 2);
            assertThat(half.parameterBytes()).isEqualTo(full.parameterBytes() / 2);
            assertThat(full.peakMemoryBytes()).isGreaterThan(full.parameterBytes());
            assertThat(full.training().peakMemoryBytes())
                    .isGreaterThanOrEqualTo(full.peakMemoryBytes() - full.cacheBytes());
        });
    }

    private static long product(Operation.Geometry geometry) {
        return (long) geometry.inputChannels()
                * geometry.outputChannels()
                * geometry.kernelHeight()
                * geometry.kernelWidth()
                * geometry.positions()
                * geometry.batch()
                * geometry.sequential();
    }

    private static long macs(NetworkCost cost, Operation.Kind kind) {
        return cost.operations().stream()
                .filter(operation -> operation.kind() == kind)
                .mapToLong(Operation::macs)
                .sum();
    }

    private static Network any(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> decoder(random);
            case 1 ->
                new Network(
                        "recurrent",
                        Family.RECURRENT,
                        new Shape.Sequence(1 + random.nextInt(20), 1 + random.nextInt(20)),
                        "a test",
                        Block.of(new Recurrent(
                                CELLS.get(random.nextInt(CELLS.size())),
                                1 + random.nextInt(30),
                                1 + random.nextInt(3),
                                random.nextBoolean())));
            default -> {
                int side = 16 + random.nextInt(40);
                yield new Network(
                        "cnn",
                        Family.CNN,
                        new Shape.Image(3, side, side),
                        "a test",
                        convolutions(random, 1 + random.nextInt(4)));
            }
        };
    }

    private static Network decoder(Random random) {
        int kvHeads = 1 + random.nextInt(3);
        int experts = 1 + random.nextInt(4);
        DecoderConfig config = new DecoderConfig(
                1 + random.nextInt(4),
                1 + random.nextInt(40),
                kvHeads * (1 + random.nextInt(3)),
                kvHeads,
                1 + random.nextInt(16),
                1 + random.nextInt(64),
                1 + random.nextInt(200),
                experts,
                1 + random.nextInt(experts),
                random.nextInt(2) * (1 + random.nextInt(20)),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean());
        return config.network("decoder", 1 + random.nextInt(30), "a test");
    }

    private static NetworkCost encoder(Shape input, Layer... layers) {
        return new Network("encoder", Family.LANGUAGE_ENCODER, input, "a test", Block.of(layers)).forward(1, PRECISION);
    }

    private static Block convolutions(Random random, int count) {
        Block.Builder block = new Block.Builder();
        for (int i = 0; i < count; i++) {
            int kernel = 1 + 2 * random.nextInt(2);
            block.add(new Convolution(1 + random.nextInt(20), Window.same(kernel, 1 + random.nextInt(2))));
            Block body = Block.of(
                    new Normalisation(Normalisation.Kind.BATCH),
                    new Activation("relu"),
                    new DepthwiseConvolution(Window.same(3, 1), random.nextBoolean()));
            block.add(random.nextBoolean() ? new Residual(body) : body);
        }
        return block.build();
    }

    private static void forAll(Consumer<Random> law) {
        long seed = System.nanoTime();
        System.out.println("NetworkLawTest seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            law.accept(random);
        }
    }
}
