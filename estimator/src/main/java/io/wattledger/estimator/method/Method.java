package io.wattledger.estimator.method;

import io.wattledger.estimator.EstimateException;

/** A way to compute what an inference costs. */
public sealed interface Method
        permits FlopsPerWatt, AlphaFlops, HardwareEfficiency, EfficiencyRegression, Measured, RooflineInServing {

    /** Its name in options, tables and the books. */
    String name();

    /** How the terms of its estimates give the energy of an inference, in one line. */
    String formula();

    /**
     * What one inference of the workload costs.
     *
     * @throws EstimateException if the method does not cover the workload; the message says why and what does
     */
    CostEstimate estimate(Workload workload);
}
