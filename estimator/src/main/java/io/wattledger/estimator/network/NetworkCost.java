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
 */
public record NetworkCost(List<LayerCost> layers, int batch, Precision precision) {

    public NetworkCost {
        layers = List.copyOf(layers);
    }

    /** Multiply-adds of the batch. */
    public long macs() {
        return layers.stream().mapToLong(LayerCost::macs).reduce(0, Math::addExact);
    }

    /** Two operations per multiply-add. */
    public Flops flops() {
        return new Flops(2.0 * macs());
    }

    /** Learnt numbers. */
    public long parameters() {
        return layers.stream().mapToLong(LayerCost::parameters).reduce(0, Math::addExact);
    }

    /** All elementary operations, in order. */
    public List<Operation> operations() {
        return layers.stream().flatMap(layer -> layer.operations().stream()).toList();
    }

    /** Bytes of all parameters. */
    public double parameterBytes() {
        return sum(LayerCost::parameterBytes);
    }

    /** Bytes that all layers put out. */
    public double activationBytes() {
        return sum(LayerCost::activationBytes);
    }

    private double sum(ToDoubleFunction<LayerCost> bytes) {
        return layers.stream().mapToDouble(bytes).sum();
    }
}
