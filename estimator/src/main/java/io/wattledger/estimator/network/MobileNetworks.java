package io.wattledger.estimator.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Networks of inverted residuals: MobileNetV2, and EfficientNet with its compound scaling. */
final class MobileNetworks {

    private static final String MOBILENET_SOURCE =
            "Sandler and others, MobileNetV2: Inverted Residuals and Linear Bottlenecks, 2018, table 2";
    private static final String EFFICIENTNET_SOURCE = "Tan, Le, EfficientNet: Rethinking Model Scaling for"
            + " Convolutional Neural Networks, 2019, table 1; scaling: the authors' published code";
    private static final int CHANNELS_RGB = 3;
    private static final int CLASSES_IMAGENET = 1000;
    private static final int STEM = 32;
    private static final int HEAD = 1280;
    private static final int STEM_KERNEL = 3;
    private static final int SQUEEZE_OF_INPUT = 4;
    private static final int DIVISOR = 8;
    private static final double LARGEST_LOSS_BY_ROUNDING = 0.9;
    private static final Normalisation NORM = new Normalisation(Normalisation.Kind.BATCH);

    /** A row of the papers' tables: blocks of one expansion, kernel, width; the first has the stride. */
    private record Stage(int expansion, int kernel, int stride, int channels, int blocks) {}

    /** Width, depth and resolution of an EfficientNet; the authors' published code (efficientnet_builder). */
    private record Scale(String name, double width, double depth, int resolution) {}

    private static final List<Stage> MOBILENET_TABLE_2 = List.of(
            new Stage(1, 3, 1, 16, 1),
            new Stage(6, 3, 2, 24, 2),
            new Stage(6, 3, 2, 32, 3),
            new Stage(6, 3, 2, 64, 4),
            new Stage(6, 3, 1, 96, 3),
            new Stage(6, 3, 2, 160, 3),
            new Stage(6, 3, 1, 320, 1));

    private static final List<Stage> EFFICIENTNET_TABLE_1 = List.of(
            new Stage(1, 3, 1, 16, 1),
            new Stage(6, 3, 2, 24, 2),
            new Stage(6, 5, 2, 40, 2),
            new Stage(6, 3, 2, 80, 3),
            new Stage(6, 5, 1, 112, 3),
            new Stage(6, 5, 2, 192, 4),
            new Stage(6, 3, 1, 320, 1));

    private static final List<Scale> EFFICIENTNETS = List.of(
            new Scale("efficientnet-b0", 1.0, 1.0, 224),
            new Scale("efficientnet-b1", 1.0, 1.1, 240),
            new Scale("efficientnet-b2", 1.1, 1.2, 260),
            new Scale("efficientnet-b3", 1.2, 1.4, 300),
            new Scale("efficientnet-b4", 1.4, 1.8, 380),
            new Scale("efficientnet-b5", 1.6, 2.2, 456),
            new Scale("efficientnet-b6", 1.8, 2.6, 528),
            new Scale("efficientnet-b7", 2.0, 3.1, 600));

    private static final Scale MOBILENET = new Scale("mobilenetv2", 1.0, 1.0, 224);
    private static final Scale MOBILENET_WIDE = new Scale("mobilenetv2-1.4", 1.4, 1.0, 224);

    private MobileNetworks() {}

    static Map<String, Supplier<Network>> all() {
        Map<String, Supplier<Network>> all = new HashMap<>();
        for (Scale scale : EFFICIENTNETS) {
            all.put(scale.name(), () -> network(scale, EFFICIENTNET_TABLE_1, "silu", true, EFFICIENTNET_SOURCE));
        }
        for (Scale scale : List.of(MOBILENET, MOBILENET_WIDE)) {
            all.put(scale.name(), () -> network(scale, MOBILENET_TABLE_2, "relu6", false, MOBILENET_SOURCE));
        }
        return all;
    }

    private static Network network(Scale scale, List<Stage> stages, String function, boolean squeezes, String source) {
        Activation activation = new Activation(function);
        List<Layer> features = new ArrayList<>();
        int channels = rounded(STEM * scale.width());
        features.add(convolution(channels, STEM_KERNEL, 2, activation));
        for (Stage stage : stages) {
            List<Layer> blocks = new ArrayList<>();
            int out = rounded(stage.channels() * scale.width());
            int count = (int) Math.ceil(stage.blocks() * scale.depth());
            for (int i = 0; i < count; i++) {
                int stride = i == 0 ? stage.stride() : 1;
                Block body = invertedResidual(stage, channels, out, stride, activation, squeezes);
                blocks.add(stride == 1 && channels == out ? new Residual(body) : body);
                channels = out;
            }
            features.add(Block.of(blocks.toArray(Layer[]::new)));
        }
        features.add(convolution(rounded(HEAD * Math.max(1, scale.width())), 1, 1, activation));
        Block layers = new Block.Builder()
                .add("features", Block.of(features.toArray(Layer[]::new)))
                .add("avgpool", new GlobalPooling())
                .add("classifier", new Dense(CLASSES_IMAGENET, true))
                .build();
        Shape.Image input = new Shape.Image(CHANNELS_RGB, scale.resolution(), scale.resolution());
        return new Network(scale.name(), Family.CNN, input, source, layers);
    }

    private static Block invertedResidual(
            Stage stage, int channels, int out, int stride, Activation activation, boolean squeezes) {
        Block.Builder body = new Block.Builder();
        if (stage.expansion() > 1) {
            body.add("expand", convolution(channels * stage.expansion(), 1, 1, activation));
        }
        DepthwiseConvolution depthwise = new DepthwiseConvolution(Window.same(stage.kernel(), stride), false);
        body.add("depthwise", Block.of(depthwise, NORM, activation));
        if (squeezes) {
            body.add("squeeze", new SqueezeExcitation(Math.max(1, channels / SQUEEZE_OF_INPUT)));
        }
        return body.add("project", Block.of(pointwise(out), NORM)).build();
    }

    private static Block convolution(int channels, int kernel, int stride, Activation activation) {
        return Block.of(new Convolution(channels, Window.same(kernel, stride)).withoutBias(), NORM, activation);
    }

    private static Convolution pointwise(int channels) {
        return new Convolution(channels, Window.of(1)).withoutBias();
    }

    /** The nearest multiple of 8 that loses at most a tenth; both papers' published code. */
    private static int rounded(double channels) {
        int nearest = Math.max(DIVISOR, (int) (channels + DIVISOR / 2.0) / DIVISOR * DIVISOR);
        return nearest < LARGEST_LOSS_BY_ROUNDING * channels ? nearest + DIVISOR : nearest;
    }
}
