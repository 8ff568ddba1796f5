package io.wattledger.estimator.network;

/** One number per channel of an image or per feature of a sequence. */
public record GlobalPooling() implements Leaf {

    @Override
    public String kind() {
        return "global pooling";
    }

    @Override
    public Effect effect(Shape input, Run run) {
        if (input instanceof Shape.Image image) {
            return Effect.of(new Shape.Vector(image.channels()), 0);
        }
        if (input instanceof Shape.Sequence sequence) {
            return Effect.of(new Shape.Vector(sequence.features()), 0);
        }
        throw run.rejects(input, "an image or a sequence");
    }
}
