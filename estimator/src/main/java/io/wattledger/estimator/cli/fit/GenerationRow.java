package io.wattledger.estimator.cli.fit;

import io.wattledger.estimator.generation.GenerationTask;

/**
 * A measurement of a model that generated images or videos.
 *
 * @param task what was generated
 * @param joules of all accelerators, per item
 * @param stack software that generated
 */
public record GenerationRow(GenerationTask task, double joules, String stack) {

    /** The same as if the layers of its model were not known. */
    public GenerationRow derived() {
        return new GenerationRow(
                new GenerationTask(
                        task.model().withoutShape(),
                        task.gpu(),
                        task.gpuCount(),
                        task.batchSize(),
                        task.steps(),
                        task.width(),
                        task.height(),
                        task.frames()),
                joules,
                stack);
    }
}
