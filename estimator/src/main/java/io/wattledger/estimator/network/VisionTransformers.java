package io.wattledger.estimator.network;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Vision transformers: an encoder over the patches of an image. */
final class VisionTransformers {

    private static final String VIT_SOURCE = "Dosovitskiy and others, An Image is Worth 16x16 Words, 2021, table 1";
    private static final String DEIT_SOURCE =
            "Touvron and others, Training data-efficient image transformers, 2021, table 1 (without distillation token)";
    private static final Shape.Image IMAGENET = new Shape.Image(3, 224, 224);
    private static final int CLASSES_IMAGENET = 1000;
    private static final int PATCH = 16;
    private static final int INNER_OVER_HIDDEN = 4;

    /** A row of the papers' tables. */
    private record Size(String name, int layers, int hidden, int heads, String source) {}

    private static final List<Size> SIZES = List.of(
            new Size("vit-b-16", 12, 768, 12, VIT_SOURCE),
            new Size("vit-l-16", 24, 1024, 16, VIT_SOURCE),
            new Size("deit-tiny", 12, 192, 3, DEIT_SOURCE),
            new Size("deit-small", 12, 384, 6, DEIT_SOURCE),
            new Size("deit-base", 12, 768, 12, DEIT_SOURCE));

    private VisionTransformers() {}

    static Map<String, Supplier<Network>> all() {
        Map<String, Supplier<Network>> all = new HashMap<>();
        SIZES.forEach(size -> all.put(size.name(), () -> network(size)));
        return all;
    }

    private static Network network(Size size) {
        Block.Builder encoder = new Block.Builder();
        for (int i = 0; i < size.layers(); i++) {
            encoder.add(TransformerLayer.plain(size.hidden(), size.heads(), INNER_OVER_HIDDEN * size.hidden(), false));
        }
        Block layers = new Block.Builder()
                .add("patches", new PatchEmbedding(PATCH, size.hidden()))
                .add("encoder", encoder.build())
                .add("norm", new Normalisation(Normalisation.Kind.LAYER))
                .add("class", new FirstPosition())
                .add("head", new Dense(CLASSES_IMAGENET, true))
                .build();
        return new Network(size.name(), Family.VISION_TRANSFORMER, IMAGENET, size.source(), layers);
    }
}
