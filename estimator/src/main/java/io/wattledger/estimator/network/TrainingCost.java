package io.wattledger.estimator.network;

import io.wattledger.estimator.Flops;

/**
 * What one training step of one batch costs.
 *
 * @param macs multiply-adds, forward and backward
 * @param peakMemoryBytes parameters and gradients in the pass's precision, the input, what all layers put out, and the optimizer's
 *     two states; no recomputation, no sharding, no FP32 copy of the parameters
 */
public record TrainingCost(long macs, double peakMemoryBytes) {

    /** Adam keeps a first and a second moment per parameter, in FP32; Kingma and Ba, "Adam", 2015, algorithm 1. */
    static final int ADAM_STATES = 2;

    /** Two operations per multiply-add. */
    public Flops flops() {
        return new Flops(2.0 * macs);
    }
}
