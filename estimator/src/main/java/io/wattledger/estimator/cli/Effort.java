package io.wattledger.estimator.cli;

import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.method.EfficiencyRegression;
import io.wattledger.estimator.method.Measured;
import io.wattledger.estimator.network.NetworkCost;

/**
 * How much of a design is run, over one inference.
 *
 * @param samples passes
 * @param passes forward passes that one sample stands for, in operations
 * @param energyPasses the same in energy and time
 * @param training whether it is training
 */
record Effort(long samples, long passes, long energyPasses, boolean training) {

    static final Effort INFERENCE = new Effort(1, 1, 1, false);

    /**
     * An epoch: three forward passes for each sample.
     *
     * @throws EstimateException for a method that is of inference alone
     */
    static Effort training(String method, long samples) {
        if (method.equals(Measured.NAME)) {
            throw new EstimateException("measured rows are of inference; compare training by another method");
        }
        long passes = NetworkCost.trainingMacs(1);
        // The document fitted its regressions to training runs: their energy has the backward pass in it.
        boolean fittedToTraining = method.equals(EfficiencyRegression.NAME);
        return new Effort(samples, passes, fittedToTraining ? 1 : passes, true);
    }

    double energy() {
        return (double) samples * energyPasses;
    }

    double operations() {
        return (double) samples * passes;
    }

    /** What the figures are of. */
    String label() {
        return training ? "an epoch of %d samples".formatted(samples) : "one inference";
    }
}
