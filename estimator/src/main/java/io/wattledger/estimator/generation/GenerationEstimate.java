package io.wattledger.estimator.generation;

import io.wattledger.estimator.Estimate;
import io.wattledger.estimator.Joules;
import io.wattledger.estimator.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the accelerators take for an item.
 *
 * @param joules by term, per item, the central values
 * @param range 90 % range over the central value
 * @param warnings what widens the range, and what nobody measured
 */
public record GenerationEstimate(
        GenerationTask task, Map<GenerationTerm, Double> joules, Spread range, List<String> warnings) {

    /** ASSUMPTION: of the two that were measured, each predicts the other by its specification to 0.69 and 1.45 of the truth. */
    private static final Spread UNSEEN_GPU_ASSUMED = new Spread(0.6, 2.0);

    private static final double GIGA = 1e9;

    /** Bytes of a weight: all models were measured in bfloat16. */
    private static final double WEIGHT_BYTES_BFLOAT16 = 2;

    public GenerationEstimate {
        joules = Map.copyOf(joules);
        warnings = List.copyOf(warnings);
    }

    /**
     * What a task takes by a calibration.
     *
     * @throws io.wattledger.estimator.EstimateException if the accelerator has no published power or peak
     */
    public static GenerationEstimate of(GenerationTask task, GenerationCalibration calibration) {
        boolean measured = calibration.coefficients().measured(task.gpu().name());
        Spread spread = calibration.spread(task);
        return new GenerationEstimate(
                task,
                calibration.coefficients().joules(task),
                measured ? spread : unseenGpu(spread),
                warnings(task, measured));
    }

    /** Energy of one item, joules of all accelerators. */
    public Estimate<Joules> perItem() {
        double central =
                joules.values().stream().mapToDouble(Double::doubleValue).sum();
        return new Estimate<>(
                new Joules(range.low() * central), new Joules(central), new Joules(range.high() * central));
    }

    /** The range on an accelerator that was not measured. */
    public static Spread unseenGpu(Spread range) {
        return new Spread(
                Math.min(range.low(), UNSEEN_GPU_ASSUMED.low()), Math.max(range.high(), UNSEEN_GPU_ASSUMED.high()));
    }

    private static List<String> warnings(GenerationTask task, boolean measured) {
        List<String> warnings = new ArrayList<>();
        if (!measured) {
            warnings.add("%s was not measured: its energy follows from its specification"
                    .formatted(task.gpu().name()));
        }
        if (task.shapeDerived()) {
            warnings.add("the layers of %s are not known: they are assumed from its parameters"
                    .formatted(task.model().name()));
        }
        if (task.model().passes() == 1) {
            warnings.add(
                    "no model without guidance was measured: half of the passes are taken to be half of the energy");
        }
        if (unlikeMeasured(task)) {
            warnings.add("each model was measured at one size and number of steps;"
                    + " the energy of others follows from their operations");
        }
        if (task.gpuCount() > 1 && Link.of(task.gpu()).assumed()) {
            warnings.add("what connects %s is not known: PCI Express 4.0 is assumed"
                    .formatted(task.gpu().name()));
        }
        fit(task, warnings);
        return warnings;
    }

    private static boolean unlikeMeasured(GenerationTask task) {
        GenerationTask byDefault = GenerationTask.of(task.model(), task.gpu());
        return task.steps() != byDefault.steps() || task.tokens() != byDefault.tokens();
    }

    private static void fit(GenerationTask task, List<String> warnings) {
        double weights = WEIGHT_BYTES_BFLOAT16 * task.model().parameters() / GIGA;
        task.gpu().memoryGb().ifPresent(memory -> {
            if (weights > memory) {
                warnings.add(String.format(
                        Locale.ROOT,
                        "%.0f GB of weights at 16 bits do not fit the %.0f GB of %s",
                        weights,
                        memory,
                        task.gpu().name()));
            }
        });
    }
}
