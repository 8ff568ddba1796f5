package io.wattledger.estimator.network;

import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.Precision;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** One pass through a network: collects what each layer costs and how much is alive in memory at once. */
final class Trace {

    /** Far above any network, and far below what fills the memory. */
    private static final int MOST_LAYERS = 100_000;

    private final String network;
    private final int batch;
    private final Precision precision;
    private final int context;
    private final List<LayerCost> layers = new ArrayList<>();
    private final Deque<Tensor> held = new ArrayDeque<>();
    private long peakElements;
    private long cachedElements;

    private Trace(String network, int batch, Precision precision, int context) {
        this.network = network;
        this.batch = batch;
        this.precision = precision;
        this.context = context;
    }

    /** A pass of this input, after a context that is cached. */
    static NetworkCost run(String network, Layer layer, Shape input, int context, int batch, Precision precision) {
        Checks.positive("network " + network, "the batch", batch);
        Trace trace = new Trace(network, batch, precision, context);
        try {
            layer.trace(trace, new Tensor(input), "");
            return trace.cost();
        } catch (ArithmeticException e) {
            EstimateException tooLarge = new EstimateException(
                    "network %s with batch %d of %s: too large to count; make the batch or the sizes smaller"
                            .formatted(network, batch, input));
            tooLarge.initCause(e);
            throw tooLarge;
        }
    }

    Tensor leaf(Leaf leaf, Tensor input, String path) {
        if (layers.size() == MOST_LAYERS) {
            throw new EstimateException(
                    "network %s has more than %d layers; repeat fewer times".formatted(network, MOST_LAYERS));
        }
        Effect effect = leaf.effect(input.shape(), new Run(network, path, batch, context));
        Tensor output = new Tensor(effect.output());
        long ownElements = effect.view() ? 0 : Math.addExact(output.shape().elements(), effect.innerElements());
        peakElements = Math.max(peakElements, Math.addExact(aliveWith(input), ownElements));
        cachedElements = Math.addExact(cachedElements, effect.cachedElements());
        layers.add(new LayerCost(
                path,
                leaf.kind(),
                input.shape(),
                output.shape(),
                effect.operations(),
                effect.parameters(),
                effect.parameters() * precision.bytes(),
                batchBytes(ownElements)));
        return output;
    }

    /** Keeps a tensor alive until it is released. */
    void hold(Tensor tensor) {
        held.push(tensor);
    }

    void release() {
        held.pop();
    }

    EstimateException mismatch(String path, Shape input, String needed) {
        return Run.mismatch(network, path, input, needed);
    }

    private long aliveWith(Tensor input) {
        Set<Tensor> alive = Collections.newSetFromMap(new IdentityHashMap<>());
        alive.addAll(held);
        alive.add(input);
        return alive.stream().mapToLong(tensor -> tensor.shape().elements()).reduce(0, Math::addExact);
    }

    private double batchBytes(long elements) {
        return Math.multiplyExact(elements, (long) batch) * precision.bytes();
    }

    private NetworkCost cost() {
        double parameterBytes =
                layers.stream().mapToDouble(LayerCost::parameterBytes).sum();
        double peak = parameterBytes + batchBytes(cachedElements) + batchBytes(peakElements);
        return new NetworkCost(layers, batch, precision, batchBytes(cachedElements), peak);
    }
}
