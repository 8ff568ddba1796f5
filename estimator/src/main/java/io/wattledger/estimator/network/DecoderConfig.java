package io.wattledger.estimator.network;

/**
 * A language decoder built like Llama: rotary positions, RMS norms, grouped-query attention, gated feed-forward parts,
 * no biases. With experts it is built like Mixtral and Qwen3-MoE.
 *
 * @param layers decoder layers
 * @param hidden features of a position
 * @param heads of queries
 * @param kvHeads heads of keys and values
 * @param headDim features of a head
 * @param inner features in the middle of a feed-forward part, or of one expert
 * @param vocabulary tokens
 * @param experts 1 without experts
 * @param expertsPerToken that a token is sent to; 1 without experts
 * @param sharedInner features in the middle of an expert that every token passes; 0 for none
 * @param tiedEmbeddings whether the vocabulary head uses the embedding's weights
 * @param normalisedHeads whether queries and keys pass an RMS norm, as in Qwen3
 * @param attentionBias whether queries, keys and values have biases, as in Qwen2
 */
public record DecoderConfig(
        int layers,
        int hidden,
        int heads,
        int kvHeads,
        int headDim,
        int inner,
        int vocabulary,
        int experts,
        int expertsPerToken,
        int sharedInner,
        boolean tiedEmbeddings,
        boolean normalisedHeads,
        boolean attentionBias) {

    public DecoderConfig {
        Checks.positive("llama", "the number of layers", layers);
    }

    /** A model without experts, tied embeddings, head norms and biases. */
    public static DecoderConfig llama(
            int layers, int hidden, int heads, int kvHeads, int headDim, int inner, int vocabulary) {
        return new DecoderConfig(
                layers, hidden, heads, kvHeads, headDim, inner, vocabulary, 1, 1, 0, false, false, false);
    }

    /** The same model with head norms and this many experts. */
    public DecoderConfig qwen3(int expertCount, int perToken) {
        return new DecoderConfig(
                layers,
                hidden,
                heads,
                kvHeads,
                headDim,
                inner,
                vocabulary,
                expertCount,
                perToken,
                sharedInner,
                tiedEmbeddings,
                true,
                attentionBias);
    }

    /** The network of this configuration. */
    public Network network(String name, int tokens, String source) {
        Normalisation norm = new Normalisation(Normalisation.Kind.RMS);
        TransformerLayer layer = new TransformerLayer(
                new Attention(hidden, heads, kvHeads, headDim, true, attentionBias, false, normalisedHeads),
                new FeedForward(hidden, inner, true, false, experts, expertsPerToken, sharedInner),
                norm);
        Block.Builder decoder = new Block.Builder();
        for (int i = 0; i < layers; i++) {
            decoder.add(layer);
        }
        Block all = new Block.Builder()
                .add("embedding", new Embedding(vocabulary, hidden, 0, 0))
                .add("layers", decoder.build())
                .add("norm", norm)
                .add("head", new VocabularyHead(vocabulary, tiedEmbeddings))
                .build();
        return new Network(name, Family.LANGUAGE_DECODER, new Shape.Tokens(tokens), source, all);
    }
}
