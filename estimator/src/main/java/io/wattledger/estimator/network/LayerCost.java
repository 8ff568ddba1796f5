package io.wattledger.estimator.network;

import io.wattledger.estimator.Flops;
import java.util.List;

/**
 * What one layer costs in a forward pass of one batch.
 *
 * @param name path of the layer in its network: "layer3.0.conv2"
 * @param kind what it is: "convolution", "dense", …
 * @param input shape of a sample that comes in
 * @param output shape of a sample that goes out
 * @param operations its products; none for a layer without multiply-adds
 * @param parameters learnt numbers
 * @param parameterBytes bytes of the parameters in the pass's precision
 * @param activationBytes bytes of what the layer puts out, for the whole batch
 */
public record LayerCost(
        String name,
        String kind,
        Shape input,
        Shape output,
        List<Operation> operations,
        long parameters,
        double parameterBytes,
        double activationBytes) {

    public LayerCost {
        operations = List.copyOf(operations);
    }

    /** Multiply-adds of the batch. */
    public long macs() {
        return Checks.sum(operations.stream().mapToLong(Operation::macs));
    }

    /** Two operations per multiply-add. */
    public Flops flops() {
        return new Flops(2.0 * macs());
    }
}
