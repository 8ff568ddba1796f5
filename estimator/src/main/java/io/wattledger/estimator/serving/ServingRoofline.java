package io.wattledger.estimator.serving;

import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.Freshness;
import io.wattledger.estimator.catalogue.Gpu;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/** Answers what serving takes, with what is not known assumed and the range as much wider. */
public final class ServingRoofline {

    /** Mean prompt of a chat. ML.ENERGY, "Reading the ML.ENERGY Leaderboard v3.0", 2026-01-13: 224. */
    public static final int INPUT_TOKENS_CHAT_ML_ENERGY = 224;

    /** ASSUMPTION: 600, within the means of the chats of ML.ENERGY v3 (350 to 930 by model). */
    public static final int OUTPUT_TOKENS_ASSUMED = 600;

    /** ASSUMPTION: the median of a batch that nobody knows; log-normal with the sigma below. */
    private static final double BATCH_MEDIAN_ASSUMED = 64;

    /** ASSUMPTION: two thirds of all batches are then between 11 and 387. */
    private static final double BATCH_SIGMA = 1.8;

    /** Quantiles of a normal distribution, from 3.6 to 96.4 %. */
    private static final double[] NORMAL_QUANTILES = {-1.8, -1.28, -0.9, -0.6, -0.3, 0, 0.3, 0.6, 0.9, 1.28, 1.8};

    /** Share of the memory that weights may fill where the number of accelerators is not known: the rest is cache. */
    private static final double WEIGHTS_SHARE_OF_MEMORY = 0.75;

    /** Share that weights and cache fill together: what vLLM takes by default. */
    private static final double USED_SHARE_OF_MEMORY = 0.9;

    private static final double GIGA = 1e9;

    private final ServingCalibration calibration;
    private final Freshness freshness;

    /**
     * A roofline.
     *
     * @param freshness what is asked for, of which the calibration may be no longer, or never was
     */
    public ServingRoofline(ServingCalibration calibration, Freshness freshness) {
        this.calibration = calibration;
        this.freshness = freshness;
    }

    /** What it is calibrated by. */
    public ServingCalibration calibration() {
        return calibration;
    }

    /**
     * What a request takes of the accelerators.
     *
     * @throws EstimateException if a specification of the accelerator is missing, or the weights fit no number of it
     */
    public ServingEstimate estimate(ServingQuestion asked) {
        List<String> warnings = new ArrayList<>();
        Serving known = completed(asked, warnings);
        List<Serving> plausible = asked.batchSize().isPresent() ? List.of(known) : plausible(known);
        Serving serving = plausible.get(plausible.size() / 2);
        ServingRange range = ServingRange.of(calibration, serving, warnings);
        if (asked.batchSize().isEmpty()) {
            range = overBatches(range, plausible);
            warnings.add(String.format(
                    Locale.ROOT,
                    "no batch size was given: the range is over %.0f to %.0f, the central value at %.0f",
                    plausible.get(0).batchSize(),
                    plausible.get(plausible.size() - 1).batchSize(),
                    serving.batchSize()));
        }
        warnings.addAll(freshness.warnings(calibration.fittedOn(), calibration.stack()));
        return new ServingEstimate(
                serving, calibration.joules(serving), Math.exp(range.low()), Math.exp(range.high()), warnings);
    }

    private Serving completed(ServingQuestion asked, List<String> warnings) {
        ServedModel model = asked.model();
        int gpus = asked.gpuCount().orElseGet(() -> {
            int fitting = fitting(model, asked.gpu());
            warnings.add("no number of accelerators was given: %d, which its weights fit".formatted(fitting));
            return fitting;
        });
        double input = orAssumed(asked.inputTokens(), INPUT_TOKENS_CHAT_ML_ENERGY, "input", warnings);
        double output = orAssumed(asked.outputTokens(), OUTPUT_TOKENS_ASSUMED, "output", warnings);
        memory(asked.gpu(), gpus).stream()
                .filter(memory -> model.weightBytes() > memory)
                .forEach(memory -> warnings.add(String.format(
                        Locale.ROOT,
                        "%.0f GB of weights do not fit the %.0f GB of %d × %s",
                        model.weightBytes() / GIGA,
                        memory / GIGA,
                        gpus,
                        asked.gpu().name())));
        return new Serving(
                model,
                asked.gpu(),
                gpus,
                asked.batchSize().orElse(BATCH_MEDIAN_ASSUMED),
                input,
                Math.max(1, output),
                false);
    }

    private static double orAssumed(OptionalDouble tokens, double assumed, String kind, List<String> warnings) {
        if (tokens.isPresent()) {
            return tokens.getAsDouble();
        }
        warnings.add("no %s tokens were given: %.0f are assumed".formatted(kind, assumed));
        return assumed;
    }

    /** The smallest power of two whose memory holds the weights. */
    private static int fitting(ServedModel model, Gpu gpu) {
        double one = memory(gpu, 1)
                .orElseThrow(() ->
                        new EstimateException("%s has no published memory; say how many serve a replica with gpuCount"
                                .formatted(gpu.name())));
        for (int gpus = 1; gpus <= 1024; gpus *= 2) {
            if (model.weightBytes() <= WEIGHTS_SHARE_OF_MEMORY * gpus * one) {
                return gpus;
            }
        }
        throw new EstimateException("%s: %.0f GB of weights fit no 1024 of %s"
                .formatted(model.name(), model.weightBytes() / GIGA, gpu.name()));
    }

    private static OptionalDouble memory(Gpu gpu, int gpus) {
        return gpu.memoryGb().isPresent()
                ? OptionalDouble.of(gpu.memoryGb().getAsDouble() * GIGA * gpus)
                : OptionalDouble.empty();
    }

    /** The same at the batches that it may have, the smallest first: none larger than the cache holds. */
    private static List<Serving> plausible(Serving serving) {
        ServedModel model = serving.model();
        double perRequest = model.shape().cacheBytesPerToken() * (serving.inputTokens() + serving.outputTokens());
        double most = memory(serving.gpu(), serving.gpuCount()).stream()
                .map(memory -> (USED_SHARE_OF_MEMORY * memory - model.weightBytes()) / perRequest)
                .findFirst()
                .orElse(Double.POSITIVE_INFINITY);
        return DoubleStream.of(NORMAL_QUANTILES)
                .map(z -> BATCH_MEDIAN_ASSUMED * Math.exp(BATCH_SIGMA * z))
                .map(batch -> Math.max(1, Math.min(batch, most)))
                .mapToObj(batch -> new Serving(
                        model,
                        serving.gpu(),
                        serving.gpuCount(),
                        batch,
                        serving.inputTokens(),
                        serving.outputTokens(),
                        serving.images()))
                .toList();
    }

    private ServingRange overBatches(ServingRange range, List<Serving> plausible) {
        double centre = calibration.joulesPerOutputToken(plausible.get(plausible.size() / 2));
        List<Double> others = plausible.stream()
                .map(serving -> Math.log(calibration.joulesPerOutputToken(serving) / centre))
                .sorted(Comparator.naturalOrder())
                .toList();
        return range.and(others.get(0), others.get(others.size() - 1));
    }
}
