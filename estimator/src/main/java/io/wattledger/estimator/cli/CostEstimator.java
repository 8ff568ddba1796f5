package io.wattledger.estimator.cli;

import io.wattledger.estimator.CostRow;
import io.wattledger.estimator.EstimateException;

/** Computes what a catalogue file asks a method for. */
@FunctionalInterface
public interface CostEstimator {

    /**
     * The costs of the entry, one operating point per batch size.
     *
     * @throws EstimateException if they cannot be computed; the message names the place of the entry
     */
    CostRow estimate(EstimateEntry entry);
}
