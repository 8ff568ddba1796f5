package io.wattledger.estimator.network;

import io.wattledger.estimator.EstimateException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Layers one after another; without any, the identity.
 *
 * @param steps in their order, with distinct names
 */
public record Block(List<Step> steps) implements Layer {

    /**
     * A layer under a name.
     *
     * @param name unique in its block
     * @param layer what it is
     */
    public record Step(String name, Layer layer) {}

    public Block {
        steps = List.copyOf(steps);
        Set<String> names = new HashSet<>();
        for (Step step : steps) {
            if (!names.add(step.name())) {
                throw new EstimateException(
                        "two layers of one block are called '%s'; give each a name of its own".formatted(step.name()));
            }
        }
    }

    /** Layers that are named by their index, from 0. */
    public static Block of(Layer... layers) {
        Builder builder = new Builder();
        for (Layer layer : layers) {
            builder.add(layer);
        }
        return builder.build();
    }

    /** Collects layers. */
    public static final class Builder {

        private final List<Step> steps = new ArrayList<>();

        /** Adds a layer under a name. */
        public Builder add(String name, Layer layer) {
            steps.add(new Step(name, layer));
            return this;
        }

        /** Adds a layer that is named by its index. */
        public Builder add(Layer layer) {
            return add(Integer.toString(steps.size()), layer);
        }

        /** The block of all layers so far. */
        public Block build() {
            return new Block(steps);
        }
    }

    @Override
    public Tensor trace(Trace trace, Tensor input, String path) {
        Tensor current = input;
        for (Step step : steps) {
            current = step.layer().trace(trace, current, path.isEmpty() ? step.name() : path + "." + step.name());
        }
        return current;
    }
}
