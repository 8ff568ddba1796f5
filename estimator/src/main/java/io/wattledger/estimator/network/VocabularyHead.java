package io.wattledger.estimator.network;

import io.wattledger.estimator.network.Operation.Geometry;

/**
 * A score per token of the vocabulary, at every position that comes in.
 *
 * @param vocabulary tokens
 * @param tied whether it uses the embedding's weights and has no parameters of its own
 */
public record VocabularyHead(int vocabulary, boolean tied) implements Leaf {

    private static final String KIND = "vocabulary head";

    public VocabularyHead {
        Checks.positive(KIND, "the vocabulary", vocabulary);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Effect effect(Shape input, Run run) {
        Shape.Sequence rows = run.sequence(input);
        return Effect.of(
                new Shape.Sequence(rows.length(), vocabulary),
                tied ? 0 : Dense.weights(rows.features(), vocabulary, false),
                Operation.of(
                        "logits",
                        Operation.Kind.PROJECTION,
                        Geometry.rows(rows.features(), vocabulary, rows.length(), run.batch())));
    }
}
