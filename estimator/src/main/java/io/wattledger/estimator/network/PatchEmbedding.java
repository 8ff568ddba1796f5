package io.wattledger.estimator.network;

import io.wattledger.estimator.network.Operation.Geometry;

/**
 * An image cut into square patches, each projected to a row, with a class token in front and a learnt row per position:
 * the start of a vision transformer. There are as many learnt positions as the image has patches.
 *
 * @param patch pixels of a side
 * @param features of a row
 */
public record PatchEmbedding(int patch, int features) implements Leaf {

    private static final String KIND = "patch embedding";
    private static final int CLASS_TOKENS = 1;

    public PatchEmbedding {
        Checks.positive(KIND, "the patch", patch);
        Checks.positive(KIND, "the number of features", features);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Effect effect(Shape input, Run run) {
        Shape.Image image = run.image(input);
        if (image.height() % patch != 0 || image.width() % patch != 0) {
            throw run.rejects(input, "a height and width that are multiples of its patch, %d".formatted(patch));
        }
        int patches = Math.multiplyExact(image.height() / patch, image.width() / patch);
        int length = Math.addExact(patches, CLASS_TOKENS);
        long projection = (long) image.channels() * features * patch * patch + features;
        long parameters = projection + (long) CLASS_TOKENS * features + (long) length * features;
        Geometry geometry = new Geometry(image.channels(), features, 1, patch, patch, patches, run.batch(), 1);
        return Effect.of(
                new Shape.Sequence(length, features),
                parameters,
                Operation.of("patches", Operation.Kind.CONVOLUTION, geometry));
    }
}
