package io.wattledger.estimator.method;

import io.wattledger.estimator.EstimateException;
import java.util.List;
import java.util.OptionalInt;

/** A way to compute what an inference costs. */
public sealed interface Method
        permits FlopsPerWatt,
                AlphaFlops,
                HardwareEfficiency,
                EfficiencyRegression,
                Measured,
                RooflineInServing,
                RooflineInVision,
                GenerationSteps {

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

    /**
     * The workload with the tokens of a request that the method takes where nobody says how many; the same, where it takes none of its
     * own.
     */
    default Workload completed(Workload workload) {
        return workload;
    }

    /**
     * Batch sizes that a row of the cost table has operating points for where nobody names some.
     *
     * @return the default first; an empty one is the method's own
     */
    default List<OptionalInt> batchSizes() {
        return List.of(OptionalInt.empty());
    }
}
