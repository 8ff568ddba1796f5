package io.wattledger.estimator.vision;

import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.Spread;
import io.wattledger.estimator.network.Family;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Constants of the GPUs that were measured and of any other, how far off they were on families of models that they had not seen,
 * and what they were fitted on.
 *
 * @param gpus by name in the catalogue
 * @param other constants for all other GPUs; their ranges are of one measured GPU predicted by another
 * @param activations by family, for models whose layers are not known
 * @param fittedOn day of the fit
 * @param stack software that computed, with its version; the fit is to this one
 * @param sources of the rows
 * @param batch images that ran together, the median of the rows
 */
public record VisionCalibration(
        Map<String, Fitted> gpus,
        Fitted other,
        Map<Family, ActivationLaw> activations,
        LocalDate fittedOn,
        String stack,
        List<Source> sources,
        int batch) {

    /** @throws EstimateException if a law is missing or the batch is not positive */
    public VisionCalibration {
        gpus = Map.copyOf(gpus);
        activations = complete("law of activations", activations);
        sources = List.copyOf(sources);
        if (batch < 1) {
            throw new EstimateException(
                    "a calibration with batches of %d images; 1 or more are needed".formatted(batch));
        }
    }

    /**
     * A GPU's constants and ranges.
     *
     * @param known spread of measured over predicted by family, where the layers are known
     * @param derived the same where activations follow from the FLOPs
     */
    public record Fitted(VisionConstants constants, Map<Family, Spread> known, Map<Family, Spread> derived) {

        /** @throws EstimateException if a spread is missing */
        public Fitted {
            known = complete("spread", known);
            derived = complete("spread, derived", derived);
        }
    }

    /**
     * Rows of one file.
     *
     * @param name of the file
     * @param gpu that it was measured on
     * @param rows that were used
     */
    public record Source(String name, String gpu, int rows) {}

    private static <T> Map<Family, T> complete(String what, Map<Family, T> byFamily) {
        for (Family family : ImageWork.families()) {
            if (!byFamily.containsKey(family)) {
                throw new EstimateException("a calibration without a %s of %s".formatted(what, family.label()));
            }
        }
        return Map.copyOf(new EnumMap<>(byFamily));
    }

    /** The constants of a GPU, or those of any other. */
    Fitted of(String gpu) {
        return gpus.getOrDefault(gpu, other);
    }

    /** Activations where the layers are not known. */
    double activations(ImageWork work) {
        ActivationLaw law = activations.get(work.family());
        return law == null ? 0 : law.activations(work.flops());
    }
}
