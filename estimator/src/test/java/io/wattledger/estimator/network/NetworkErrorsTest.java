package io.wattledger.estimator.network;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.Precision;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class NetworkErrorsTest {

    private static final Shape.Image IMAGE = new Shape.Image(3, 8, 8);

    @Test
    void shouldNameNetworkLayerAndBothShapes() {
        Block nested =
                new Block.Builder().add("stage", Block.of(new Dense(5, true))).build();

        refused(
                () -> network(IMAGE, nested),
                "network test, layer stage.0: image 3×8×8 came in,"
                        + " but it needs a vector or a sequence; flatten an image and embed tokens first");
    }

    @Test
    void shouldRefuseAKernelBeyondTheImage() {
        refused(
                () -> network(IMAGE, Block.of(new Convolution(4, Window.of(11).withPadding(1)))),
                "network test, layer 0: image 3×8×8 came in, but it needs an image of at least 9×9 pixels");
    }

    @Test
    void shouldRefuseGroupsThatDoNotDivideTheChannels() {
        refused(
                () -> network(IMAGE, Block.of(new Convolution(4, Window.of(1), 2, true))),
                "network test, layer 0: image 3×8×8 came in,"
                        + " but it needs a number of channels that is a multiple of its groups, 2");
    }

    @Test
    void shouldRefuseAShortcutOfAnotherShape() {
        refused(
                () -> network(IMAGE, Block.of(new Residual(Block.of(new Convolution(4, Window.of(1)))))),
                "network test, layer 0: image 4×8×8 came in,"
                        + " but it needs image 3×8×8 from its shortcut, or a shortcut that gives the body's shape");
    }

    @Test
    void shouldRefuseAnotherHiddenSize() {
        refused(
                () -> new Network(
                        "test",
                        Family.LANGUAGE_ENCODER,
                        new Shape.Sequence(4, 10),
                        "a test",
                        Block.of(TransformerLayer.plain(8, 2, 32, false))),
                "network test, layer 0.attention.attention: sequence 4×10 came in,"
                        + " but it needs a sequence of 8 features");
    }

    @Test
    void shouldRefusePatchesThatDoNotFill() {
        refused(
                () -> find("vit-b-16").withInput(new Shape.Image(3, 224, 230)),
                "network vit-b-16, layer patches: image 3×224×230 came in,"
                        + " but it needs a height and width that are multiples of its patch, 16");
    }

    @Test
    void shouldRefuseTokensBeyondThePositions() {
        refused(
                () -> find("gpt2").withInput(new Shape.Tokens(1025)),
                "network gpt2, layer embedding: 1025 tokens came in,"
                        + " but it needs at most 1024 tokens, one per learnt position");
        refused(
                () -> find("gpt2").decodeStep(1024, 1, Precision.FP16),
                "network gpt2, layer embedding: 1 tokens came in,"
                        + " but it needs at most 1024 tokens with the 1024 before them, one per learnt position");
    }

    @Test
    void shouldRefuseAnInputOfAnotherKind() {
        refused(
                () -> find("vgg16").withInput(new Shape.Tokens(128)),
                "network vgg16 takes an image of 3 channels in any size, not 128 tokens");
        refused(
                () -> find("vgg16").withInput(new Shape.Image(1, 224, 224)),
                "network vgg16 takes an image of 3 channels in any size, not image 1×224×224");
        refused(
                () -> new Network(
                        "test", Family.CNN, new Shape.Tokens(3), "a test", Block.of(new Embedding(3, 3, 0, 0))),
                "network test is of family cnn, but its input is 3 tokens; give it an image");
    }

    @Test
    void shouldRefuseToDecodeWithoutADecoder() {
        for (String name : List.of("bert-base", "resnet50", "lstm-2-layer")) {
            refused(
                    () -> find(name).decodeStep(10, 1, Precision.FP16),
                    "network " + name + " has no causal attention over tokens and does not decode token by token;"
                            + " count a forward pass, or take a decoder such as gpt2");
        }
    }

    @Test
    void shouldRefuseSizesBelowOne() {
        refused(() -> new Shape.Image(3, 0, 8), "image: the height is 0; it must be at least 1");
        refused(() -> new Shape.Tokens(-1), "tokens: the number is -1; it must be at least 1");
        refused(
                () -> new Convolution(0, Window.of(1)),
                "convolution: the number of output channels is 0; it must be at least 1");
        refused(() -> Window.of(3).withStride(0), "window: the stride is 0; it must be at least 1");
        refused(() -> Window.of(3).withPadding(-1), "window: the padding is -1; it must be at least 0");
        refused(() -> new Dense(-5, true), "dense: the number of output features is -5; it must be at least 1");
        refused(
                () -> new Recurrent(Recurrent.Cell.LSTM, 0, 1, false),
                "lstm: the hidden size is 0; it must be at least 1");
        refused(() -> find("vgg16").forward(0, Precision.FP32), "network vgg16: the batch is 0; it must be at least 1");
        refused(
                () -> find("gpt2").decodeStep(-1, 1, Precision.FP32),
                "network gpt2: the context is -1; it must be at least 0");
    }

    @Test
    void shouldRefuseHeadsAndExpertsThatDoNotFit() {
        refused(
                () -> Attention.plain(10, 3, false),
                "attention: the hidden size is 10; it must be a multiple of its heads, 3");
        refused(
                () -> new Attention(16, 8, 3, 2, true, false, false, false),
                "attention: the number of heads is 8; it must be a multiple of its key-value heads, 3");
        refused(
                () -> new FeedForward(8, 8, true, false, 4, 5, 0),
                "feed-forward: 5 experts per token, but there are 4; lower the experts per token");
    }

    @Test
    void shouldRefuseWhatCannotBeCounted() {
        refused(
                () -> find("llama-3.1-70b-instruct").forward(Integer.MAX_VALUE, Precision.FP16),
                "network llama-3.1-70b-instruct with batch 2147483647 of 1024 tokens: too large to count;"
                        + " make the batch or the sizes smaller");
    }

    @Test
    void shouldRefuseEmptyNetworksAndEqualNames() {
        refused(() -> network(IMAGE, Block.of()), "network test has no layers; give it at least one");
        refused(
                () -> new Block.Builder()
                        .add("a", new Flatten())
                        .add("a", new Flatten())
                        .build(),
                "two layers of one block are called 'a'; give each a name of its own");
    }

    private static Network network(Shape input, Block layers) {
        return new Network("test", Family.CNN, input, "a test", layers);
    }

    private static Network find(String name) {
        return Networks.find(name).orElseThrow();
    }

    private static void refused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(EstimateException.class).hasMessage(message);
    }
}
