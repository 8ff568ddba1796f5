package io.wattledger.estimator.method;

import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.catalogue.GenerationModel;
import io.wattledger.estimator.catalogue.Gpu;
import io.wattledger.estimator.generation.GenerationTask;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What an image or a video shall be, as far as somebody says; the model's own defaults stand for the rest.
 *
 * @param steps in which noise is taken away
 * @param resolution pixels
 * @param frames of a video
 */
public record Generation(OptionalInt steps, Optional<Resolution> resolution, OptionalInt frames) {

    /** All as the model has it by default. */
    public static final Generation BY_DEFAULT =
            new Generation(OptionalInt.empty(), Optional.empty(), OptionalInt.empty());

    /** Pixels of an item. */
    public record Resolution(int width, int height) {

        /** @throws EstimateException if there is none */
        public Resolution {
            if (width < 1 || height < 1) {
                throw new EstimateException("resolution %dx%d; write 1 or more pixels".formatted(width, height));
            }
        }
    }

    /** @throws EstimateException for counts that cannot be */
    public Generation {
        requirePositive(steps, "steps");
        requirePositive(frames, "frames");
    }

    private static void requirePositive(OptionalInt count, String what) {
        if (count.orElse(1) < 1) {
            throw new EstimateException("%d %s; write 1 or more".formatted(count.orElse(1), what));
        }
    }

    /** Whether nothing is said. */
    boolean byDefault() {
        return equals(BY_DEFAULT);
    }

    GenerationTask task(GenerationModel model, Gpu gpu, OptionalInt gpuCount, OptionalInt batchSize) {
        return new GenerationTask(
                model,
                gpu,
                gpuCount.orElse(1),
                batchSize.orElse(1),
                steps.orElse(model.steps()),
                resolution.map(Resolution::width).orElse(model.width()),
                resolution.map(Resolution::height).orElse(model.height()),
                frames.orElse(model.frames()));
    }
}
