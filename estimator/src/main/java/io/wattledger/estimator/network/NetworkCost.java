package io.wattledger.estimator.network;

import io.wattledger.estimator.Flops;
import io.wattledger.estimator.Precision;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a pass of one batch through a network costs. Multiply-adds are those of matrix products and convolutions;
 * normalisation, activation and pooling move memory but hardly count as operations, and published counts leave
 * them out.
 *
 * @param layers in the order of the network
 * @param batch samples
 * @param precision of parameters and activations
 * @param cacheBytes keys and values that causal attention keeps, of all layers, for the context and the new tokens
 * @param peakMemoryBytes parameters, the cache, and the largest set of activations alive at once: what a layer takes
 *     in, what it puts out on the way and at its end, and what a shortcut around it keeps; no framework's own memory,
 *     and nothing computed in place but a shortcut's sum
 */
public record NetworkCost(
        List<LayerCost> layers, int batch, Precision precision, double cacheBytes, double peakMemoryBytes) {

    /** A backward pass has about two products for each of the forward pass; document A, section 3.4. */
    private static final int TRAINING_OVER_FORWARD_DOCUMENT_A = 3;

    public NetworkCost {
        layers = List.copyOf(layers);
    }

    /** Multiply-adds of the batch. */
    public long macs() {
        return Checks.sum(layers.stream().mapToLong(LayerCost::macs));
    }

    /** Two operations per multiply-add. */
    public Flops flops() {
        return new Flops(2.0 * macs());
    }

    /** Learnt numbers. */
    public long parameters() {
        return Checks.sum(layers.stream().mapToLong(LayerCost::parameters));
    }

    /** All elementary operations, in order. */
    public List<Operation> operations() {
        return layers.stream().flatMap(layer -> layer.operations().stream()).toList();
    }

    /** Numbers that the products of the batch put out: of convolutions, of matrices, within attention. */
    public long products() {
        return Checks.sum(
                operations().stream().mapToLong(each -> each.geometry().outputs()));
    }

    /** Bytes of all parameters. */
    public double parameterBytes() {
        return sum(LayerCost::parameterBytes);
    }

    /** Bytes that all layers put out. */
    public double activationBytes() {
        return sum(LayerCost::activationBytes);
    }

    /** What one training step costs in this batch and precision, with Adam as the optimizer. */
    public TrainingCost training() {
        double optimizer = TrainingCost.ADAM_STATES * Precision.FP32.bytes() * parameters();
        return new TrainingCost(
                trainingMacs(macs()), 2 * parameterBytes() + inputBytes() + activationBytes() + optimizer);
    }

    /** Multiply-adds of forward and backward pass together, of a layer or of a network. */
    public static long trainingMacs(long forward) {
        return Checks.counting(() -> Math.multiplyExact(forward, TRAINING_OVER_FORWARD_DOCUMENT_A));
    }

    private double inputBytes() {
        return layers.get(0).input().elements() * batch * precision.bytes();
    }

    private double sum(ToDoubleFunction<LayerCost> bytes) {
        return layers.stream().mapToDouble(bytes).sum();
    }
}
