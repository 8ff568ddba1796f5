package io.wattledger.estimator.network;

import io.wattledger.estimator.Flops;

/**
 * One elementary operation of a layer, for one batch: what a GPU would run as one kernel or a few of one kind.
 * The multiply-adds of a layer are those of its operations.
 *
 * @param name what it is within the layer: "q", "scores", "gate 2"
 * @param macs multiply-adds for the whole batch; 0 for operations without products
 * @param geometry the sides of the product
 */
public record Operation(String name, Kind kind, long macs, Geometry geometry) {

    /** What an operation is, as the efficiency laws tell operations apart. */
    public enum Kind {
        /** A matrix product with weights: projection, dense layer, feed-forward. */
        PROJECTION,
        /** Queries times keys. */
        ATTENTION_SCORES,
        /** Attention weights times values. */
        ATTENTION_OUTPUT,
        /** A convolution. */
        CONVOLUTION,
        /** The gates of a recurrent layer, over all its time steps. */
        GATES
    }

    /**
     * The geometry of a convolution; a product with weights is a 1×1 convolution on its rows.
     *
     * @param inputChannels per group
     * @param outputChannels of all groups
     * @param groups 1 for a plain convolution; a depthwise one has as many as channels
     * @param positions output positions (width × height; rows) of one sample
     * @param batch samples
     * @param sequential times that the product is run one after another (time steps), 1 if all at once
     */
    public record Geometry(
            int inputChannels,
            int outputChannels,
            int groups,
            int kernelHeight,
            int kernelWidth,
            long positions,
            int batch,
            long sequential) {

        /** A product of rows with a matrix. */
        static Geometry rows(int inputs, int outputs, long rows, int batch) {
            return new Geometry(inputs, outputs, 1, 1, 1, rows, batch, 1);
        }

        /** Multiply-adds for the whole batch. */
        public long macs() {
            long kernel = Math.multiplyExact((long) kernelHeight, (long) kernelWidth);
            long weights = Math.multiplyExact(Math.multiplyExact((long) inputChannels, outputChannels), kernel);
            long times = Math.multiplyExact(Math.multiplyExact(positions, batch), sequential);
            return Math.multiplyExact(weights, times);
        }

        /** Numbers that come out, for the whole batch. */
        long outputs() {
            return Math.multiplyExact(
                    Math.multiplyExact((long) outputChannels, positions), Math.multiplyExact(sequential, (long) batch));
        }
    }

    /** The operation of a product, with the multiply-adds that its geometry has. */
    static Operation of(String name, Kind kind, Geometry geometry) {
        return new Operation(name, kind, geometry.macs(), geometry);
    }

    /** Two operations per multiply-add. */
    public Flops flops() {
        return new Flops(2.0 * macs);
    }
}
