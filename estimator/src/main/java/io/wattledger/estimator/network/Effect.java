package io.wattledger.estimator.network;

import java.util.List;

/**
 * What a leaf does to one input.
 *
 * @param output shape of a sample that goes out
 * @param parameters learnt numbers
 * @param operations products of the batch
 * @param innerElements numbers of a sample that it puts out on the way, beside its output: an attention map
 * @param cachedElements numbers of a sample that it keeps for later tokens
 * @param view whether the output is the input's memory under another shape
 */
record Effect(
        Shape output,
        long parameters,
        List<Operation> operations,
        long innerElements,
        long cachedElements,
        boolean view) {

    Effect {
        operations = List.copyOf(operations);
    }

    static Effect of(Shape output, long parameters, Operation... operations) {
        return new Effect(output, parameters, List.of(operations), 0, 0, false);
    }

    static Effect view(Shape output) {
        return new Effect(output, 0, List.of(), 0, 0, true);
    }
}
