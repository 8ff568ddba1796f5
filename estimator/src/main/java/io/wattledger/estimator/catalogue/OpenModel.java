package io.wattledger.estimator.catalogue;

import io.wattledger.estimator.Architecture;
import io.wattledger.estimator.WeightFormat;

/**
 * A language model whose configuration is published.
 *
 * @param name as it is published, with its developer: "Qwen/Qwen3-8B"
 * @param series what its developer calls it and its sisters: "Qwen3"
 * @param totalParameters weights
 * @param activeParameters weights that one token uses
 * @param format of the weights as they are published
 * @param layers all of them
 * @param hiddenSize numbers of a position between two layers
 * @param cacheBytesPerToken keys and values of a position in all layers that attend, bytes at 16 bits
 * @param fullAttentionShare share of those layers that attend to the whole context
 * @param window positions that the other ones attend to
 * @param experts of a layer; 0 without
 * @param expertsPerToken that a token is sent to
 * @param stateBytes that a token reads and writes whatever its context
 * @param source where the row comes from
 * @param sourceDate date of the source: a year, a month or a day
 */
public record OpenModel(
        String name,
        String series,
        double totalParameters,
        double activeParameters,
        Architecture architecture,
        WeightFormat format,
        int layers,
        int hiddenSize,
        double cacheBytesPerToken,
        double fullAttentionShare,
        double window,
        int experts,
        int expertsPerToken,
        double stateBytes,
        String source,
        String sourceDate) {

    /** Share of the experts that a token is sent to; 1 without experts. */
    public double expertShare() {
        return experts == 0 ? 1 : (double) expertsPerToken / experts;
    }
}
