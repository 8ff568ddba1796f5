package io.wattledger.estimator.network;

/**
 * A body whose output is added to its input, or to what a shortcut makes of the input.
 *
 * @param body layers
 * @param shortcut layers beside the body; empty for the input itself
 */
public record Residual(Block body, Block shortcut) implements Layer {

    /** A body that is added to its own input. */
    public Residual(Block body) {
        this(body, Block.of());
    }

    @Override
    public Tensor trace(Trace trace, Tensor input, String path) {
        trace.hold(input);
        Tensor left = body.trace(trace, input, path);
        trace.release();
        trace.hold(left);
        Tensor right = shortcut.trace(trace, input, path + ".shortcut");
        trace.release();
        if (!left.shape().equals(right.shape())) {
            throw trace.mismatch(
                    path,
                    left.shape(),
                    right.shape() + " from its shortcut, or a shortcut that gives the body's shape");
        }
        return left;
    }
}
