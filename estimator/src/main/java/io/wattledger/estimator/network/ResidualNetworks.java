package io.wattledger.estimator.network;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** ResNets, with the stride in the 3×3 convolution of a bottleneck as torchvision has it. */
final class ResidualNetworks {

    private static final String SOURCE = "He, Zhang, Ren, Sun, Deep Residual Learning for Image Recognition, 2016,"
            + " table 1; stride as in torchvision (version 1.5)";
    private static final Shape.Image IMAGENET = new Shape.Image(3, 224, 224);
    private static final int CLASSES_IMAGENET = 1000;
    private static final List<Integer> WIDTHS = List.of(64, 128, 256, 512);
    private static final int BOTTLENECK_EXPANSION = 4;
    private static final Activation RELU = new Activation("relu");
    private static final Normalisation NORM = new Normalisation(Normalisation.Kind.BATCH);

    private ResidualNetworks() {}

    static Map<String, Supplier<Network>> all() {
        return Map.of(
                "resnet18",
                () -> resnet("resnet18", false, List.of(2, 2, 2, 2)),
                "resnet34",
                () -> resnet("resnet34", false, List.of(3, 4, 6, 3)),
                "resnet50",
                () -> resnet("resnet50", true, List.of(3, 4, 6, 3)),
                "resnet101",
                () -> resnet("resnet101", true, List.of(3, 4, 23, 3)),
                "resnet152",
                () -> resnet("resnet152", true, List.of(3, 8, 36, 3)));
    }

    private static Network resnet(String name, boolean bottleneck, List<Integer> depths) {
        Block.Builder layers = new Block.Builder()
                .add("conv1", convolution(64, 7, 2))
                .add("bn1", NORM)
                .add("relu", RELU)
                .add("maxpool", new Pooling(Pooling.Kind.MAX, Window.same(3, 2)));
        int channels = 64;
        for (int stage = 0; stage < depths.size(); stage++) {
            Block.Builder blocks = new Block.Builder();
            int out = WIDTHS.get(stage) * (bottleneck ? BOTTLENECK_EXPANSION : 1);
            for (int i = 0; i < depths.get(stage); i++) {
                int stride = stage > 0 && i == 0 ? 2 : 1;
                Block body = bottleneck ? bottleneck(WIDTHS.get(stage), stride) : basic(WIDTHS.get(stage), stride);
                boolean identity = channels == out && stride == 1;
                Block shortcut = identity ? Block.of() : Block.of(convolution(out, 1, stride), NORM);
                blocks.add(Block.of(new Residual(body, shortcut), RELU));
                channels = out;
            }
            layers.add("layer" + (stage + 1), blocks.build());
        }
        layers.add("avgpool", new GlobalPooling()).add("fc", new Dense(CLASSES_IMAGENET, true));
        return new Network(name, Family.CNN, IMAGENET, SOURCE, layers.build());
    }

    private static Block basic(int width, int stride) {
        return new Block.Builder()
                .add("conv1", convolution(width, 3, stride))
                .add("bn1", NORM)
                .add("relu", RELU)
                .add("conv2", convolution(width, 3, 1))
                .add("bn2", NORM)
                .build();
    }

    private static Block bottleneck(int width, int stride) {
        return new Block.Builder()
                .add("conv1", convolution(width, 1, 1))
                .add("bn1", NORM)
                .add("relu1", RELU)
                .add("conv2", convolution(width, 3, stride))
                .add("bn2", NORM)
                .add("relu2", RELU)
                .add("conv3", convolution(width * BOTTLENECK_EXPANSION, 1, 1))
                .add("bn3", NORM)
                .build();
    }

    private static Convolution convolution(int channels, int kernel, int stride) {
        return new Convolution(channels, Window.same(kernel, stride)).withoutBias();
    }
}
