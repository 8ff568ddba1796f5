package io.wattledger.estimator.catalogue;

import io.wattledger.estimator.Precision;

/**
 * Measured throughput of a model on a GPU.
 *
 * @param task "CV" or "NLP"
 * @param model its name in the document
 * @param framework "PyTorch" or "TensorFlow"
 * @param batchSize inputs per batch
 * @param gpu the card as the document names it
 * @param precision of the run
 * @param perSecond inferences (of Transformer models: tokens) per second
 * @param speedUp as printed: over FP32 on the same card, for the A100 over FP32 on the V100
 * @param source where the row comes from
 * @param sourceDate date of the source: a year, a month or a day
 */
public record Throughput(
        String task,
        String model,
        String framework,
        int batchSize,
        String gpu,
        Precision precision,
        double perSecond,
        double speedUp,
        String source,
        String sourceDate) {}
