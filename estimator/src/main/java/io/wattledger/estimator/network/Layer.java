package io.wattledger.estimator.network;

/**
 * A part of a network: either a leaf, which has a cost of its own, or a composition of layers. Sizes of the input
 * are inferred from what comes in.
 */
public sealed interface Layer permits Leaf, Block, Residual, TransformerLayer {

    /** Runs through this layer and everything in it, and leaves the costs in the trace. */
    Tensor trace(Trace trace, Tensor input, String path);
}
