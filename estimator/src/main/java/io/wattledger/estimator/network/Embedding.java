package io.wattledger.estimator.network;

/**
 * A learnt row per token, to which one per position and one per token type may be added. Rows are looked up: no
 * products.
 *
 * @param vocabulary tokens
 * @param features of a row
 * @param positions that have a learnt row; 0 if positions are not learnt
 * @param tokenTypes that have a learnt row; 0 for none
 */
public record Embedding(int vocabulary, int features, int positions, int tokenTypes) implements Leaf {

    private static final String KIND = "embedding";

    public Embedding {
        Checks.positive(KIND, "the vocabulary", vocabulary);
        Checks.positive(KIND, "the number of features", features);
        Checks.notNegative(KIND, "the number of positions", positions);
        Checks.notNegative(KIND, "the number of token types", tokenTypes);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Effect effect(Shape input, Run run) {
        if (!(input instanceof Shape.Tokens tokens)) {
            throw run.rejects(input, "tokens");
        }
        if (positions > 0 && (long) run.context() + tokens.length() > positions) {
            String before = run.context() == 0 ? "" : " with the %d before them".formatted(run.context());
            throw run.rejects(input, "at most %d tokens%s, one per learnt position".formatted(positions, before));
        }
        long rows = (long) vocabulary + positions + tokenTypes;
        return Effect.of(new Shape.Sequence(tokens.length(), features), Math.multiplyExact(rows, (long) features));
    }
}
