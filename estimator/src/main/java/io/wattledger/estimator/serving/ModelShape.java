package io.wattledger.estimator.serving;

import io.wattledger.estimator.Architecture;
import io.wattledger.estimator.catalogue.OpenModel;

/**
 * What of a model's configuration decides the energy of a token.
 *
 * @param layers transformer layers, or what stands in their place
 * @param hiddenSize numbers of a position between two layers
 * @param cacheBytesPerToken keys and values of a position in all layers that attend, bytes at 16 bits
 * @param fullAttentionShare share of those layers that attend to the whole context; the others to a window
 * @param window positions that the others attend to
 * @param expertShare share of the experts that a token is sent to; 1 without experts
 * @param stateBytes that a token reads and writes whatever its context: recurrent layers
 * @param derived whether the numbers follow from the count of parameters, as the configuration is not known
 */
public record ModelShape(
        double layers,
        double hiddenSize,
        double cacheBytesPerToken,
        double fullAttentionShare,
        double window,
        double expertShare,
        double stateBytes,
        boolean derived) {

    private static final double BILLION = 1e9;

    /** Bytes of a number in the cache of keys and values. */
    private static final double CACHE_BYTES = 2;

    /** Weights of a layer over the square of its hidden size: 4 for attention, 8 for the feed-forward part. */
    private static final double WEIGHTS_PER_LAYER_AND_SQUARE = 12;

    /** The shape of a model whose configuration is published. */
    public static ModelShape of(OpenModel model) {
        return new ModelShape(
                model.layers(),
                model.hiddenSize(),
                model.cacheBytesPerToken(),
                model.fullAttentionShare(),
                model.window(),
                model.expertShare(),
                model.stateBytes(),
                false);
    }

    /**
     * A plausible shape for a count of parameters. ASSUMPTIONS: power laws and steps through the configurations of open models of
     * 2023 to 2026 (docs/accuracy.md has what they cost in accuracy).
     *
     * @param total parameters
     * @param active parameters that one token uses
     */
    public static ModelShape derive(double total, double active, Architecture architecture) {
        boolean experts = active < total;
        double layers =
                experts ? 45 * Math.pow(total / (100 * BILLION), 0.22) : 34 * Math.pow(total / (8 * BILLION), 0.34);
        double cache = 2 * layers * keyNumbers(total, active, experts) * CACHE_BYTES;
        boolean recurrent = architecture == Architecture.HYBRID;
        return new ModelShape(
                layers,
                Math.sqrt(active / (WEIGHTS_PER_LAYER_AND_SQUARE * layers)),
                recurrent ? 0.15 * cache : cache,
                1,
                0,
                experts ? expertShare(active / total) : 1,
                recurrent ? 800 * cache : 0,
                true);
    }

    /** Key numbers of a position in a layer: 8 heads of 128, or half of that in small models; above 550 billion compressed ones. */
    private static double keyNumbers(double total, double active, boolean experts) {
        if (experts && total > 550 * BILLION) {
            return 288;
        }
        return active < (experts ? 8 : 5) * BILLION ? 512 : 1024;
    }

    /** Less than the share of the parameters, as attention is always active. */
    private static double expertShare(double activeShare) {
        return Math.min(activeShare * (0.6 + activeShare), 0.95);
    }
}
