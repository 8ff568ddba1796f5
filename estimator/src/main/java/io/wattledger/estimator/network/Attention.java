package io.wattledger.estimator.network;

import io.wattledger.estimator.network.Operation.Geometry;
import io.wattledger.estimator.network.Operation.Kind;
import java.util.List;

/**
 * Self-attention. A causal one is counted over all pairs of positions, as frameworks compute it, and not over the
 * half that the mask leaves.
 *
 * @param hidden features of a position
 * @param heads of queries
 * @param kvHeads of keys and values; fewer than heads in grouped-query attention
 * @param headDim features of a head
 * @param causal whether later positions are masked: keys and values can then be cached
 * @param inputBias biases of the query, key and value projections
 * @param outputBias bias of the output projection
 * @param normalised whether queries and keys pass an RMS norm over the head's features
 */
public record Attention(
        int hidden,
        int heads,
        int kvHeads,
        int headDim,
        boolean causal,
        boolean inputBias,
        boolean outputBias,
        boolean normalised)
        implements Leaf {

    private static final String KIND = "attention";

    public Attention {
        Checks.positive(KIND, "the hidden size", hidden);
        Checks.positive(KIND, "the number of heads", heads);
        Checks.positive(KIND, "the number of key-value heads", kvHeads);
        Checks.positive(KIND, "the head's size", headDim);
        Checks.multiple(KIND, "the number of heads", heads, "its key-value heads", kvHeads);
    }

    /** Attention whose heads share the hidden size, with biases. */
    public static Attention plain(int hidden, int heads, boolean causal) {
        Checks.positive(KIND, "the number of heads", heads);
        Checks.multiple(KIND, "the hidden size", hidden, "its heads", heads);
        return new Attention(hidden, heads, heads, hidden / heads, causal, true, true, false);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Effect effect(Shape input, Run run) {
        Shape.Sequence rows = run.sequence(input);
        if (rows.features() != hidden) {
            throw run.rejects(input, "a sequence of %d features".formatted(hidden));
        }
        int queries = Math.multiplyExact(heads, headDim);
        int keyValues = Math.multiplyExact(kvHeads, headDim);
        long n = rows.length();
        int keys = Math.addExact(run.context(), rows.length());
        int batch = run.batch();
        List<Operation> operations = List.of(
                Operation.of("q", Kind.PROJECTION, Geometry.rows(hidden, queries, n, batch)),
                Operation.of("k", Kind.PROJECTION, Geometry.rows(hidden, keyValues, n, batch)),
                Operation.of("v", Kind.PROJECTION, Geometry.rows(hidden, keyValues, n, batch)),
                Operation.of(
                        "scores",
                        Kind.ATTENTION_SCORES,
                        new Geometry(headDim, Math.multiplyExact(heads, keys), heads, 1, 1, n, batch, 1)),
                Operation.of("output", Kind.ATTENTION_OUTPUT, new Geometry(keys, queries, heads, 1, 1, n, batch, 1)),
                Operation.of("out", Kind.PROJECTION, Geometry.rows(queries, hidden, n, batch)));
        long map = Math.multiplyExact(Math.multiplyExact(n, keys), (long) heads);
        long projected = Math.multiplyExact(n, 2L * queries + 2L * keyValues);
        long cached = causal ? Math.multiplyExact(2L * keyValues, (long) keys) : 0;
        return new Effect(rows, parameters(queries, keyValues), operations, map + projected, cached, false);
    }

    private long parameters(int queries, int keyValues) {
        return Dense.weights(hidden, queries, inputBias)
                + 2 * Dense.weights(hidden, keyValues, inputBias)
                + Dense.weights(queries, hidden, outputBias)
                + (normalised ? 2L * headDim : 0);
    }
}
