package io.wattledger.estimator.serving;

import io.wattledger.estimator.catalogue.Gpu;

/**
 * A model that is served.
 *
 * @param gpu the accelerator
 * @param gpuCount accelerators that one replica spans
 * @param batchSize requests in flight on the replica, the mean
 * @param inputTokens of a request, the mean
 * @param outputTokens of a request, the mean
 * @param images whether requests carry images or videos, which an encoder reads first
 */
public record Serving(
        ServedModel model,
        Gpu gpu,
        int gpuCount,
        double batchSize,
        double inputTokens,
        double outputTokens,
        boolean images) {

    /** Positions that an output token attends to, the mean. */
    double context() {
        return inputTokens + outputTokens / 2;
    }
}
