package io.wattledger.estimator.network;

import io.wattledger.estimator.EstimateException;

/**
 * A layer of a transformer: attention and a feed-forward part, each with a norm and a shortcut. With causal attention
 * it is a decoder's layer, otherwise an encoder's. Whether the norm comes first or last makes no difference to any
 * count.
 *
 * @param attention self-attention
 * @param feedForward of the same hidden size
 * @param norm before or after each of both
 */
public record TransformerLayer(Attention attention, FeedForward feedForward, Normalisation norm) implements Layer {

    public TransformerLayer {
        if (attention.hidden() != feedForward.hidden()) {
            throw new EstimateException(
                    "transformer layer: attention has a hidden size of %d, feed-forward of %d; make them the same"
                            .formatted(attention.hidden(), feedForward.hidden()));
        }
    }

    /** A layer with heads that share the hidden size, a plain feed-forward part, layer norms and biases. */
    public static TransformerLayer plain(int hidden, int heads, int inner, boolean causal) {
        return new TransformerLayer(
                Attention.plain(hidden, heads, causal),
                new FeedForward(hidden, inner, false, true),
                new Normalisation(Normalisation.Kind.LAYER));
    }

    @Override
    public Tensor trace(Trace trace, Tensor input, String path) {
        return new Block.Builder()
                .add("attention", part("attention", attention))
                .add("feed-forward", part("feed-forward", feedForward))
                .build()
                .trace(trace, input, path);
    }

    private Residual part(String name, Leaf leaf) {
        return new Residual(
                new Block.Builder().add("norm", norm).add(name, leaf).build());
    }
}
