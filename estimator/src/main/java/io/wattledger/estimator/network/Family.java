package io.wattledger.estimator.network;

import java.util.Locale;

/** What kind of network it is: it decides which methods apply and which one is the default. */
public enum Family {
    CNN,
    VISION_TRANSFORMER,
    VISION_HYBRID,
    RECURRENT,
    LANGUAGE_ENCODER,
    LANGUAGE_DECODER,
    IMAGE_GENERATOR,
    VIDEO_GENERATOR;

    /** Whether its input is an image. */
    public boolean vision() {
        return this == CNN || this == VISION_TRANSFORMER || this == VISION_HYBRID;
    }

    /** Whether it makes images or videos by running many times; its layers are no {@link Network} here. */
    public boolean generator() {
        return this == IMAGE_GENERATOR || this == VIDEO_GENERATOR;
    }

    /** The name in tables and output. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
