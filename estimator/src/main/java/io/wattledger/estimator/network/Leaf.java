package io.wattledger.estimator.network;

/** A layer with a cost of its own: one line of a network's table. */
public sealed interface Leaf extends Layer
        permits Activation,
                AdaptivePooling,
                Attention,
                Convolution,
                Dense,
                DepthwiseConvolution,
                Embedding,
                FeedForward,
                FirstPosition,
                Flatten,
                GlobalPooling,
                Normalisation,
                PatchEmbedding,
                Pooling,
                Recurrent,
                SqueezeExcitation,
                VocabularyHead {

    /** What it is, in tables and messages: "convolution". */
    String kind();

    /**
     * What it does to an input.
     *
     * @throws io.wattledger.estimator.EstimateException if it cannot take this input
     */
    Effect effect(Shape input, Run run);

    @Override
    default Tensor trace(Trace trace, Tensor input, String path) {
        return trace.leaf(this, input, path);
    }
}
