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
        @Override
        public long elements() {
            return (long) channels * height * width;
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
