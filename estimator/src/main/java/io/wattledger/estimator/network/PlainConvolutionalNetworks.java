package io.wattledger.estimator.network;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Convolutional networks without shortcuts: AlexNet and VGG. */
final class PlainConvolutionalNetworks {

    private static final String ALEXNET_SOURCE =
            "Krizhevsky, One weird trick for parallelizing convolutional neural networks, 2014; as in torchvision";
    private static final String VGG_SOURCE =
            "Simonyan, Zisserman, Very Deep Convolutional Networks for Large-Scale Image Recognition, 2015, table 1";
    private static final Shape.Image IMAGENET = new Shape.Image(3, 224, 224);
    private static final int CLASSES_IMAGENET = 1000;
    private static final int DENSE = 4096;

    /** Channels of the five stages of VGG; table 1. */
    private static final List<Integer> VGG_CHANNELS = List.of(64, 128, 256, 512, 512);

    private PlainConvolutionalNetworks() {}

    static Map<String, Supplier<Network>> all() {
        return Map.of(
                "alexnet",
                PlainConvolutionalNetworks::alexnet,
                "vgg11",
                () -> vgg("vgg11", List.of(1, 1, 2, 2, 2)),
                "vgg13",
                () -> vgg("vgg13", List.of(2, 2, 2, 2, 2)),
                "vgg16",
                () -> vgg("vgg16", List.of(2, 2, 3, 3, 3)),
                "vgg19",
                () -> vgg("vgg19", List.of(2, 2, 4, 4, 4)));
    }

    private static Network alexnet() {
        Block.Builder features = new Block.Builder();
        convolve(features, 64, Window.of(11).withStride(4).withPadding(2));
        features.add(maximum(3));
        convolve(features, 192, Window.same(5, 1));
        features.add(maximum(3));
        convolve(features, 384, Window.same(3, 1));
        convolve(features, 256, Window.same(3, 1));
        convolve(features, 256, Window.same(3, 1));
        features.add(maximum(3));
        return network("alexnet", ALEXNET_SOURCE, features.build(), 6);
    }

    private static Network vgg(String name, List<Integer> depths) {
        Block.Builder features = new Block.Builder();
        for (int stage = 0; stage < depths.size(); stage++) {
            for (int i = 0; i < depths.get(stage); i++) {
                convolve(features, VGG_CHANNELS.get(stage), Window.same(3, 1));
            }
            features.add(maximum(2));
        }
        return network(name, VGG_SOURCE, features.build(), 7);
    }

    private static Network network(String name, String source, Block features, int pooledSide) {
        Block classifier = Block.of(
                new Dense(DENSE, true),
                new Activation("relu"),
                new Dense(DENSE, true),
                new Activation("relu"),
                new Dense(CLASSES_IMAGENET, true));
        Block layers = new Block.Builder()
                .add("features", features)
                .add("avgpool", new AdaptivePooling(pooledSide, pooledSide))
                .add("flatten", new Flatten())
                .add("classifier", classifier)
                .build();
        return new Network(name, Family.CNN, IMAGENET, source, layers);
    }

    private static void convolve(Block.Builder features, int channels, Window window) {
        features.add(new Convolution(channels, window)).add(new Activation("relu"));
    }

    private static Pooling maximum(int kernel) {
        return new Pooling(Pooling.Kind.MAX, Window.of(kernel).withStride(2));
    }
}
