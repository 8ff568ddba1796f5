package io.wattledger.estimator.network;

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
        run.numbers(input);
        return Effect.of(input, norm.parameters * features(input));
    }

    private static long features(Shape input) {
        if (input instanceof Shape.Image image) {
            return image.channels();
        }
        if (input instanceof Shape.Sequence sequence) {
            return sequence.features();
        }
        return input.elements();
    }
}
