package io.wattledger.estimator.network;

import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.network.Operation.Geometry;
import java.util.ArrayList;
import java.util.List;

/**
 * The feed-forward part of a transformer layer. With experts, every expert counts as parameters and only those that
 * a token is sent to as operations.
 *
 * @param hidden features of a position
 * @param inner features in between, of one expert
 * @param gated whether a second product gates the first: three matrices and not two
 * @param bias biases of the products
 * @param experts 1 for a plain feed-forward part without a router
 * @param expertsPerToken that a token is sent to
 * @param sharedInner features in between of an expert that every token passes; 0 for none
 */
public record FeedForward(
        int hidden, int inner, boolean gated, boolean bias, int experts, int expertsPerToken, int sharedInner)
        implements Leaf {

    private static final String KIND = "feed-forward";

    public FeedForward {
        Checks.positive(KIND, "the hidden size", hidden);
        Checks.positive(KIND, "the inner size", inner);
        Checks.positive(KIND, "the number of experts", experts);
        Checks.positive(KIND, "the number of experts per token", expertsPerToken);
        Checks.notNegative(KIND, "the shared expert's inner size", sharedInner);
        if (expertsPerToken > experts) {
            throw new EstimateException("%s: %d experts per token, but there are %d; lower the experts per token"
                    .formatted(KIND, expertsPerToken, experts));
        }
    }

    /** A feed-forward part without experts. */
    public FeedForward(int hidden, int inner, boolean gated, boolean bias) {
        this(hidden, inner, gated, bias, 1, 1, 0);
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
        long n = rows.length();
        List<Operation> operations = new ArrayList<>();
        long parameters = Math.multiplyExact(weights(inner), (long) experts);
        long between = Math.multiplyExact(n, (long) expertsPerToken * inner * matricesIn());
        if (experts > 1) {
            parameters += Dense.weights(hidden, experts, false);
            between += n * experts;
            operations.add(
                    Operation.of("router", Operation.Kind.PROJECTION, Geometry.rows(hidden, experts, n, run.batch())));
        }
        products("", inner, Math.multiplyExact(n, expertsPerToken), run, operations);
        if (sharedInner > 0) {
            parameters += weights(sharedInner);
            between += Math.multiplyExact(n, (long) sharedInner * matricesIn());
            products("shared ", sharedInner, n, run, operations);
        }
        return new Effect(rows, parameters, operations, between, 0, false);
    }

    private int matricesIn() {
        return gated ? 2 : 1;
    }

    private long weights(int between) {
        return matricesIn() * Dense.weights(hidden, between, bias) + Dense.weights(between, hidden, bias);
    }

    private void products(String prefix, int between, long rows, Run run, List<Operation> operations) {
        Geometry up = Geometry.rows(hidden, between, rows, run.batch());
        if (gated) {
            operations.add(Operation.of(prefix + "gate", Operation.Kind.PROJECTION, up));
        }
        operations.add(Operation.of(prefix + "up", Operation.Kind.PROJECTION, up));
        operations.add(Operation.of(
                prefix + "down", Operation.Kind.PROJECTION, Geometry.rows(between, hidden, rows, run.batch())));
    }
}
