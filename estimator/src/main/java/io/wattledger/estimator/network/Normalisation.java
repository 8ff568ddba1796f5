package io.wattledger.estimator.network;

import io.wattledger.estimator.EstimateException;
import java.util.Locale;

/**
 * A norm over channels or features. A batch norm's running mean and variance are not learnt and do not count.
 *
 * @param norm which one
 */
public record Normalisation(Kind norm) implements Leaf {

    /** Norms, which differ in their parameters per channel or feature. */
    public enum Kind {
        /** Scale and shift per channel. */
        BATCH(2),
        /** Scale and shift per feature. */
        LAYER(2),
        /** Scale per feature. */
        RMS(1);

        private final int parameters;

        Kind(int parameters) {
            this.parameters = parameters;
        }
    }

    @Override
    public String kind() {
        return norm.name().toLowerCase(Locale.ROOT) + " norm";
    }

    @Override
    public Effect effect(Shape input, Run run) {
        return Effect.of(input, (long) norm.parameters * features(input, run));
    }

    private static int features(Shape input, Run run) {
        if (input instanceof Shape.Image image) {
            return image.channels();
        }
        if (input instanceof Shape.Sequence sequence) {
            return sequence.features();
        }
        if (input instanceof Shape.Vector vector) {
            return vector.features();
        }
        EstimateException tokens = run.rejects(input, "numbers; embed tokens first");
        throw tokens;
    }
}
