package io.wattledger.estimator.cli.fit;

import java.util.OptionalDouble;

/**
 * Where a coefficient may lie. The optimiser sees an unbounded number instead: the logit of a share, the logarithm of what
 * is positive. A bound that may itself be the answer (γ = 1, no floor) is no part of that: a transformation would run to
 * infinity there. {@link CurveFit} holds such a coefficient at its bound and fits the others again.
 */
enum Domain {
    /** Above 0, below 1. */
    SHARE(OptionalDouble.empty(), OptionalDouble.empty()),
    /** Above 0, at most 1. */
    EXPONENT(OptionalDouble.empty(), OptionalDouble.of(1)),
    /** Above 0, at most 100. */
    PERCENT(OptionalDouble.empty(), OptionalDouble.of(100)),
    /** Above 0. */
    POSITIVE(OptionalDouble.empty(), OptionalDouble.empty()),
    /** 0 or more. */
    NOT_NEGATIVE(OptionalDouble.of(0), OptionalDouble.empty());

    private final OptionalDouble lower;
    private final OptionalDouble upper;

    Domain(OptionalDouble lower, OptionalDouble upper) {
        this.lower = lower;
        this.upper = upper;
    }

    double toFree(double value) {
        return switch (this) {
            case SHARE -> Math.log(value) - Math.log1p(-value);
            case EXPONENT, PERCENT, POSITIVE -> Math.log(value);
            case NOT_NEGATIVE -> value;
        };
    }

    double fromFree(double free) {
        return switch (this) {
            case SHARE -> 1 / (1 + Math.exp(-free));
            case EXPONENT, PERCENT, POSITIVE -> Math.exp(free);
            case NOT_NEGATIVE -> free;
        };
    }

    /** Derivative of the value by the free number. */
    double slope(double value) {
        return switch (this) {
            case SHARE -> value * (1 - value);
            case EXPONENT, PERCENT, POSITIVE -> value;
            case NOT_NEGATIVE -> 1;
        };
    }

    /** The bound that a value lies beyond. */
    OptionalDouble crossed(double value) {
        if (lower.isPresent() && value < lower.getAsDouble()) {
            return lower;
        }
        return upper.isPresent() && value > upper.getAsDouble() ? upper : OptionalDouble.empty();
    }

    double clamp(double value) {
        return crossed(value).orElse(value);
    }
}
