package io.wattledger.ledger;

import java.util.Optional;

/** Dimensions of which there is one object: equal ones are the same, so that looking them up compares no strings. */
public final class Combination {

    /** That of no event. */
    static final Combination NONE = new Combination(-1, new Dimensions("", Optional.empty(), "", "", ""), false);

    private final int number;
    private final Dimensions dimensions;
    private final boolean sound;

    Combination(int number, Dimensions dimensions, boolean sound) {
        this.number = number;
        this.dimensions = dimensions;
        this.sound = sound;
    }

    /** Tells it from the others of its {@link Combinations}. */
    int number() {
        return number;
    }

    public Dimensions dimensions() {
        return dimensions;
    }

    /** Whether {@link EventRules} have nothing against its texts. */
    boolean sound() {
        return sound;
    }
}
