package io.wattledger.estimator.serving;

import io.wattledger.estimator.catalogue.Gpu;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A model that is served, as far as somebody knows.
 *
 * @param gpuCount accelerators that one replica spans
 * @param batchSize requests in flight on the replica, the mean
 * @param inputTokens of a request, the mean
 * @param outputTokens of a request, the mean
 */
public record ServingQuestion(
        ServedModel model,
        Gpu gpu,
        OptionalInt gpuCount,
        OptionalDouble batchSize,
        OptionalDouble inputTokens,
        OptionalDouble outputTokens) {}
