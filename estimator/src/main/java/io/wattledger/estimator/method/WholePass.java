package io.wattledger.estimator.method;

import io.wattledger.estimator.Estimate;
import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.Joules;
import io.wattledger.estimator.OperatingPoint;
import io.wattledger.estimator.Precision;
import io.wattledger.estimator.network.Network;
import io.wattledger.estimator.network.NetworkCost;

/**
 * One forward pass of a workload's batch over its whole input: what the methods that time operations count.
 *
 * @param workload what it is of
 * @param network at the workload's length
 * @param cost its operations
 */
record WholePass(Workload workload, Network network, NetworkCost cost) {

    /**
     * Counts the pass.
     *
     * @param method that asks, for messages
     * @throws EstimateException for generated tokens, and for a model whose layers are not known
     */
    static WholePass of(Workload workload, String method) {
        if (workload.outputTokens() > 0) {
            throw new EstimateException(
                    "%s counts passes over a whole input and cannot price generated tokens; use measured or %s"
                            .formatted(method, FlopsPerWatt.NAME));
        }
        Network network = workload.model()
                .network()
                .orElseThrow(() -> new EstimateException("%s needs the layers of %s; describe them with --network FILE"
                        .formatted(method, workload.model().name())));
        Network sized = Lengths.sized(network, workload.inputTokens());
        return new WholePass(workload, sized, sized.forward(workload.batchSize().orElse(1), Precision.FP32));
    }

    int batch() {
        return cost.batch();
    }

    /** Language models are charged by the token, so that events of any length can be priced; a whole pass caches nothing. */
    OperatingPoint point(Estimate<Joules> perInference) {
        Estimate<Joules> none = Estimate.exactly(new Joules(0));
        if (!workload.language()) {
            return new OperatingPoint(batch(), perInference, none, none, none);
        }
        long tokens = Lengths.of(cost.layers().get(0).input()).orElseThrow();
        Estimate<Joules> perToken = perInference.times(1.0 / tokens);
        return new OperatingPoint(batch(), none, perToken, perToken, none);
    }
}
