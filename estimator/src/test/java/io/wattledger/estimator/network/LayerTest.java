package io.wattledger.estimator.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.wattledger.estimator.Precision;
import io.wattledger.estimator.network.Operation.Geometry;
import io.wattledger.estimator.network.Operation.Kind;
import org.junit.jupiter.api.Test;

/** Counts that follow by hand from each layer's definition. */
class LayerTest {

    private static final int BATCH = 3;

    @Test
    void shouldCountAConvolutionWithGroupsStridePaddingAndDilation() {
        // rows: (20 + 2·2 − (2·(3−1)+1)) / 2 + 1 = 10; columns: (30 + 2·1 − (2·(5−1)+1)) / 2 + 1 = 12
        Convolution layer = new Convolution(12, new Window(3, 5, 2, 2, 1, 2), 4, true);

        LayerCost cost = only(new Shape.Image(8, 20, 30), layer);

        assertThat(cost.output()).isEqualTo(new Shape.Image(12, 10, 12));
        assertThat(cost.parameters()).isEqualTo(2 * 12 * 15 + 12);
        assertThat(cost.macs()).isEqualTo(2L * 12 * 15 * 120 * BATCH);
        assertThat(cost.operations())
                .containsExactly(new Operation(
                        "convolution", Kind.CONVOLUTION, cost.macs(), new Geometry(2, 12, 4, 3, 5, 120, BATCH, 1)));
    }

    @Test
    void shouldCountADepthwiseConvolutionAsOneGroupPerChannel() {
        LayerCost cost = only(new Shape.Image(8, 10, 10), new DepthwiseConvolution(Window.same(3, 1), true));

        assertThat(cost.parameters()).isEqualTo(8 * 9 + 8);
        assertThat(cost.macs()).isEqualTo(8L * 9 * 100 * BATCH);
        assertThat(cost.operations().get(0).geometry()).isEqualTo(new Geometry(1, 8, 8, 3, 3, 100, BATCH, 1));
    }

    @Test
    void shouldCountADenseLayerOnEachRow() {
        LayerCost cost = only(new Shape.Sequence(7, 16), new Dense(5, true));

        assertThat(cost.output()).isEqualTo(new Shape.Sequence(7, 5));
        assertThat(cost.parameters()).isEqualTo(16 * 5 + 5);
        assertThat(cost.operations())
                .containsExactly(new Operation(
                        "dense", Kind.PROJECTION, 16L * 5 * 7 * BATCH, new Geometry(16, 5, 1, 1, 1, 7, BATCH, 1)));
    }

    @Test
    void shouldHaveTwoBiasesPerGateAsPyTorch() {
        int d = 10;
        int h = 6;
        Shape input = new Shape.Sequence(5, d);

        assertThat(only(input, new Recurrent(Recurrent.Cell.LSTM, h, 1, false)).parameters())
                .isEqualTo(4 * h * (d + h) + 8 * h);
        assertThat(only(input, new Recurrent(Recurrent.Cell.GRU, h, 1, false)).parameters())
                .isEqualTo(3 * h * (d + h) + 6 * h);
        assertThat(only(input, new Recurrent(Recurrent.Cell.RNN, h, 1, false)).parameters())
                .isEqualTo(h * (d + h) + 2 * h);
    }

    @Test
    void shouldFeedBothDirectionsIntoTheNextRecurrentLayer() {
        int d = 10;
        int h = 6;

        LayerCost cost = only(new Shape.Sequence(5, d), new Recurrent(Recurrent.Cell.LSTM, h, 2, true));

        assertThat(cost.output()).isEqualTo(new Shape.Sequence(5, 2 * h));
        assertThat(cost.parameters()).isEqualTo(2 * (4 * h * (d + h) + 8 * h) + 2 * (4 * h * (2 * h + h) + 8 * h));
        assertThat(cost.macs()).isEqualTo(5L * BATCH * (2 * 4 * h * (d + h) + 2 * 4 * h * 3 * h));
        assertThat(cost.operations())
                .allSatisfy(operation -> {
                    assertThat(operation.kind()).isEqualTo(Kind.GATES);
                    assertThat(operation.geometry().sequential()).isEqualTo(5);
                })
                .hasSize(4);
    }

    @Test
    void shouldShareKeysAndValuesAmongQueries() {
        // 8 heads of 4 on a hidden size of 16: queries are wider than the hidden size
        Attention layer = new Attention(16, 8, 2, 4, true, true, false, true);

        LayerCost cost = only(new Shape.Sequence(10, 16), layer);

        assertThat(cost.parameters()).isEqualTo((16 * 32 + 32) + 2 * (16 * 8 + 8) + 32 * 16 + 2 * 4);
        assertThat(cost.operations())
                .extracting(Operation::name, Operation::kind, Operation::macs)
                .containsExactly(
                        tuple("q", Kind.PROJECTION, 16L * 32 * 10 * BATCH),
                        tuple("k", Kind.PROJECTION, 16L * 8 * 10 * BATCH),
                        tuple("v", Kind.PROJECTION, 16L * 8 * 10 * BATCH),
                        tuple("scores", Kind.ATTENTION_SCORES, 10L * 10 * 32 * BATCH),
                        tuple("output", Kind.ATTENTION_OUTPUT, 10L * 10 * 32 * BATCH),
                        tuple("out", Kind.PROJECTION, 32L * 16 * 10 * BATCH));
    }

    @Test
    void shouldCountEveryExpertsParametersAndTheActiveOnesOperations() {
        FeedForward layer = new FeedForward(16, 24, true, false, 8, 2, 20);

        LayerCost cost = only(new Shape.Sequence(10, 16), layer);

        assertThat(cost.parameters()).isEqualTo(8 * 3 * 16 * 24 + 16 * 8 + 3 * 16 * 20);
        assertThat(cost.macs()).isEqualTo(10L * BATCH * (2 * 3 * 16 * 24 + 16 * 8 + 3 * 16 * 20));
        assertThat(cost.operations())
                .extracting(Operation::name)
                .containsExactly("router", "gate", "up", "down", "shared gate", "shared up", "shared down");
    }

    @Test
    void shouldCountAPlainFeedForwardPart() {
        LayerCost cost = only(new Shape.Sequence(10, 16), new FeedForward(16, 64, false, true));

        assertThat(cost.parameters()).isEqualTo(16 * 64 + 64 + 64 * 16 + 16);
        assertThat(cost.macs()).isEqualTo(10L * BATCH * 2 * 16 * 64);
    }

    @Test
    void shouldCountNormsWithoutRunningMeans() {
        Shape image = new Shape.Image(8, 4, 4);
        Shape rows = new Shape.Sequence(10, 16);

        assertThat(only(image, new Normalisation(Normalisation.Kind.BATCH)).parameters())
                .isEqualTo(16);
        assertThat(only(rows, new Normalisation(Normalisation.Kind.LAYER)).parameters())
                .isEqualTo(32);
        assertThat(only(rows, new Normalisation(Normalisation.Kind.RMS)).parameters())
                .isEqualTo(16);
    }

    @Test
    void shouldCountARowPerTokenPositionAndType() {
        LayerCost cost = only(new Shape.Tokens(7), new Embedding(100, 16, 50, 2));

        assertThat(cost.output()).isEqualTo(new Shape.Sequence(7, 16));
        assertThat(cost.parameters()).isEqualTo((100 + 50 + 2) * 16);
        assertThat(cost.operations()).isEmpty();
    }

    @Test
    void shouldAddAClassTokenAndARowPerPositionToPatches() {
        LayerCost cost = only(new Shape.Image(3, 32, 48), new PatchEmbedding(16, 10));

        assertThat(cost.output()).isEqualTo(new Shape.Sequence(7, 10));
        assertThat(cost.parameters()).isEqualTo(3 * 256 * 10 + 10 + 10 + 7 * 10);
        assertThat(cost.macs()).isEqualTo(6L * 3 * 256 * 10 * BATCH);
    }

    @Test
    void shouldHaveNoWeightsInATiedHead() {
        Shape rows = new Shape.Sequence(7, 16);

        assertThat(only(rows, new VocabularyHead(100, true)).parameters()).isZero();
        assertThat(only(rows, new VocabularyHead(100, false)).parameters()).isEqualTo(1600);
        assertThat(only(rows, new VocabularyHead(100, true)).macs()).isEqualTo(7L * 1600 * BATCH);
    }

    @Test
    void shouldSqueezeAndExciteOnOnePosition() {
        LayerCost cost = only(new Shape.Image(8, 10, 10), new SqueezeExcitation(2));

        assertThat(cost.parameters()).isEqualTo(8 * 2 + 2 + 2 * 8 + 8);
        assertThat(cost.macs()).isEqualTo(2L * 8 * 2 * BATCH);
        assertThat(cost.output()).isEqualTo(cost.input());
    }

    @Test
    void shouldPool() {
        Shape image = new Shape.Image(8, 11, 9);

        assertThat(only(image, new Pooling(Pooling.Kind.MAX, Window.of(2).withStride(2)))
                        .output())
                .isEqualTo(new Shape.Image(8, 5, 4));
        assertThat(only(image, new AdaptivePooling(7, 6)).output()).isEqualTo(new Shape.Image(8, 7, 6));
        assertThat(only(image, new GlobalPooling()).output()).isEqualTo(new Shape.Vector(8));
        assertThat(only(new Shape.Sequence(5, 8), new GlobalPooling()).output()).isEqualTo(new Shape.Vector(8));
        assertThat(only(new Shape.Sequence(5, 8), new FirstPosition()).output()).isEqualTo(new Shape.Vector(8));
        assertThat(only(image, new Flatten()).output()).isEqualTo(new Shape.Vector(8 * 11 * 9));
    }

    private static LayerCost only(Shape input, Layer layer) {
        Family family = input instanceof Shape.Image ? Family.CNN : Family.RECURRENT;
        return new Network("test", family, input, "a test", Block.of(layer))
                .forward(BATCH, Precision.FP32)
                .layers()
                .get(0);
    }
}
