package io.wattledger.estimator.network;

/**
 * A language encoder built like BERT: learnt positions, layer norms, biases, and a pooler on the first position.
 *
 * @param layers encoder layers
 * @param hidden features of a position
 * @param heads of attention
 * @param inner features between the two products of a feed-forward part
 * @param vocabulary tokens
 * @param positions with a learnt row: the longest input
 * @param tokenTypes with a learnt row
 * @param pooler whether a dense layer with tanh follows on the first position
 */
public record EncoderConfig(
        int layers, int hidden, int heads, int inner, int vocabulary, int positions, int tokenTypes, boolean pooler) {

    public EncoderConfig {
        Checks.positive("bert", "the number of layers", layers);
    }

    /** The network of this configuration. */
    public Network network(String name, int tokens, String source) {
        Normalisation norm = new Normalisation(Normalisation.Kind.LAYER);
        Block.Builder encoder = new Block.Builder();
        for (int i = 0; i < layers; i++) {
            encoder.add(TransformerLayer.plain(hidden, heads, inner, false));
        }
        Block.Builder all = new Block.Builder()
                .add("embedding", new Embedding(vocabulary, hidden, positions, tokenTypes))
                .add("norm", norm)
                .add("encoder", encoder.build());
        if (pooler) {
            all.add("class", new FirstPosition())
                    .add("pooler", new Dense(hidden, true))
                    .add("tanh", new Activation("tanh"));
        }
        return new Network(name, Family.LANGUAGE_ENCODER, new Shape.Tokens(tokens), source, all.build());
    }
}
