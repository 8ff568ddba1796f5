package io.wattledger.estimator.network;

/** The shape of one sample, without the batch. */
public sealed interface Shape {

    /** Numbers in it. */
    long elements();

    /**
     * A picture or a stack of feature maps.
     *
     * @param channels feature maps
     * @param height pixels
     * @param width pixels
     */
    record Image(int channels, int height, int width) implements Shape {
        public Image {
            Checks.positive("image", "the number of channels", channels);
            Checks.positive("image", "the height", height);
            Checks.positive("image", "the width", width);
        }

        @Override
        public long elements() {
            return Math.multiplyExact((long) channels * height, width);
        }

        @Override
        public String toString() {
            return "image %d×%d×%d".formatted(channels, height, width);
        }
    }

    /**
     * Rows of features.
     *
     * @param length steps or positions
     * @param features numbers per position
     */
    record Sequence(int length, int features) implements Shape {
        public Sequence {
            Checks.positive("sequence", "the length", length);
            Checks.positive("sequence", "the number of features", features);
        }

        @Override
        public long elements() {
            return (long) length * features;
        }

        @Override
        public String toString() {
            return "sequence %d×%d".formatted(length, features);
        }
    }

    /** Token ids, before an embedding. */
    record Tokens(int length) implements Shape {
        public Tokens {
            Checks.positive("tokens", "the number", length);
        }

        @Override
        public long elements() {
            return length;
        }

        @Override
        public String toString() {
            return length + " tokens";
        }
    }

    /**
     * One row.
     *
     * @param features numbers in it
     */
    record Vector(int features) implements Shape {
        public Vector {
            Checks.positive("vector", "the number of features", features);
        }

        @Override
        public long elements() {
            return features;
        }

        @Override
        public String toString() {
            return "vector " + features;
        }
    }
}
