package io.wattledger.estimator.method;

import io.wattledger.estimator.CachedTokens;
import io.wattledger.estimator.Estimate;
import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.Flops;
import io.wattledger.estimator.Joules;
import io.wattledger.estimator.OperatingPoint;
import io.wattledger.estimator.Precision;
import io.wattledger.estimator.Term;
import io.wattledger.estimator.catalogue.AdaptedEfficiencies;
import io.wattledger.estimator.catalogue.AdaptedEfficiency;
import io.wattledger.estimator.catalogue.AdaptedEfficiency.Adapted;
import io.wattledger.estimator.catalogue.Gpu;
import io.wattledger.estimator.network.Family;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Energy = FLOPs ÷ (FLOPS per watt). The efficiency is that of a GPU (adapted to what networks achieve where table B.3
 * has it, peak ÷ TDP otherwise), or that of a date by {@link EfficiencyTrends}. Thesis on compute and energy of
 * deep-learning inference, 2021 (its results: arXiv 2109.05472), section 5.2.
 */
public final class FlopsPerWatt implements Method {

    /** The name of the method. */
    public static final String NAME = "flops-per-watt";

    private static final double GIGA = 1e9;
    private static final List<Precision> BY_PREFERENCE =
            List.of(Precision.MIXED, Precision.BF16, Precision.FP16, Precision.TF32, Precision.FP32);
    private static final Set<Precision> SIXTEEN_BITS = Set.of(Precision.MIXED, Precision.FP16, Precision.BF16);

    /** What the operations are divided by, 1e9 FLOP per joule. */
    private record Efficiency(double gflopsPerWatt, String derivation, boolean tensorPeak) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String formula() {
        return "energy = FLOPs ÷ (FLOPS per watt)";
    }

    @Override
    public CostEstimate estimate(Workload workload) {
        Efficiency efficiency = workload.gpu().map(gpu -> ofGpu(gpu, workload)).orElseGet(() -> ofDate(workload));
        FormulaError error = error(workload.model().family(), efficiency.tensorPeak());
        ForwardFlops flops = ForwardFlops.of(workload);
        List<Term> terms = new ArrayList<>(flops.terms());
        terms.add(new Term("efficiency", efficiency.gflopsPerWatt(), "GFLOP/J", efficiency.derivation()));
        terms.add(
                new Term("range, low: measured over formula, at most 1", Math.min(1, error.low()), "", error.source()));
        terms.add(new Term(
                "range, high: measured over formula, at least 1", Math.max(1, error.high()), "", error.source()));
        Estimate<Joules> perInputToken = energy(flops.perInputToken(), efficiency, error);
        OperatingPoint point = new OperatingPoint(
                workload.batchSize().orElse(1),
                energy(flops.perInference(), efficiency, error),
                perInputToken,
                cached(workload.model().family(), perInputToken),
                energy(flops.perOutputToken(), efficiency, error));
        return new CostEstimate(
                NAME, point, CostEstimate.Scope.ACCELERATOR, terms, Optional.empty(), warnings(workload, error));
    }

    private static Estimate<Joules> energy(Flops flops, Efficiency efficiency, FormulaError error) {
        return error.around(new Joules(flops.value() / (efficiency.gflopsPerWatt() * GIGA)));
    }

    private static List<String> warnings(Workload workload, FormulaError error) {
        List<String> warnings = new ArrayList<>();
        warnings.add("%s assumes that the GPU reaches its efficiency; measured energy is %s times as much in the median"
                .formatted(NAME, error.median()));
        if (workload.gpu().isEmpty()) {
            warnings.addAll(workload.precisionUnused("the trend is over the precisions of table B.3"));
            ExponentialTrend trend = EfficiencyTrends.of(workload.model().family());
            LocalDate date = date(workload);
            if (date.isBefore(trend.first()) || date.isAfter(trend.last())) {
                warnings.add("the trend is over GPUs of %s to %s; %s is beyond it"
                        .formatted(trend.first(), trend.last(), date));
            }
        }
        if (workload.batchSize().orElse(1) > 1) {
            warnings.add("%s knows no batches: the figure is the same for any".formatted(NAME));
        }
        return warnings;
    }

    /** Encoders read their whole input each time; only what generates can keep keys and values of a prompt. */
    private static Estimate<Joules> cached(Family family, Estimate<Joules> perInputToken) {
        return family == Family.LANGUAGE_DECODER ? CachedTokens.of(perInputToken) : perInputToken;
    }

    private static FormulaError error(Family family, boolean tensorPeak) {
        return switch (family) {
            case CNN, VISION_TRANSFORMER, VISION_HYBRID ->
                tensorPeak ? FormulaError.VISION_TENSOR_PEAK : FormulaError.VISION;
            case RECURRENT, LANGUAGE_ENCODER -> FormulaError.LANGUAGE_ENCODER;
            case LANGUAGE_DECODER -> FormulaError.LANGUAGE_DECODER;
            case IMAGE_GENERATOR, VIDEO_GENERATOR -> throw GenerationSteps.insteadOf(NAME, family);
        };
    }

    private static LocalDate date(Workload workload) {
        return workload.date()
                .or(() -> workload.model().released())
                .orElseThrow(() -> new EstimateException(
                        "%s needs a machine: name it with --gpu, or its date with --date".formatted(NAME)));
    }

    private static Efficiency ofDate(Workload workload) {
        Family family = workload.model().family();
        LocalDate date = date(workload);
        ExponentialTrend trend = EfficiencyTrends.of(family);
        return new Efficiency(
                trend.at(date),
                String.format(
                        Locale.ROOT,
                        "exponential trend of %d GPUs (table B.3, %s) at %s, ×%.3f a year; thesis on compute and energy of deep-learning inference, 2021",
                        trend.count(),
                        family.vision() ? "for CNN" : "for NLP",
                        date,
                        trend.growthPerYear()),
                false);
    }

    private static Efficiency ofGpu(Gpu gpu, Workload workload) {
        Adapted domain = workload.model().family().vision() ? Adapted.CNN : Adapted.NLP;
        Precision precision = workload.precision().orElseGet(() -> best(gpu));
        Optional<AdaptedEfficiency> adapted = AdaptedEfficiencies.bundled().rows().stream()
                .filter(row -> chip(row.gpu()).equals(chip(gpu.name())) && row.adapted() == domain)
                .filter(row -> row.precision() == precision
                        || (row.precision() == Precision.MIXED && SIXTEEN_BITS.contains(precision)))
                .findFirst();
        if (adapted.isPresent()) {
            AdaptedEfficiency row = adapted.get();
            double watts = gpu.requirePower().value();
            return new Efficiency(
                    row.gflopsPerWatt() * row.power().value() / watts,
                    "%s, %s, adapted to what networks achieve: %s GFLOPS/W at %s W, here at %s W; %s, %s"
                            .formatted(
                                    row.title(),
                                    row.precision().label(),
                                    row.gflopsPerWatt(),
                                    row.power().value(),
                                    watts,
                                    row.source(),
                                    row.sourceDate()),
                    false);
        }
        double peak = gpu.peakTflops(precision);
        double watts = gpu.requirePower().value();
        return new Efficiency(
                peak * 1000 / watts,
                "%s at %s: dense peak %s TFLOPS ÷ %s W; %s, %s"
                        .formatted(gpu.name(), precision.label(), peak, watts, gpu.source(), gpu.sourceDate()),
                precision != Precision.FP32);
    }

    /** The part of a GPU's name before its board and memory: the document measured chips, not boards. */
    private static String chip(String gpu) {
        return gpu.split("-", 2)[0];
    }

    private static Precision best(Gpu gpu) {
        return BY_PREFERENCE.stream()
                .filter(gpu.peakTflops()::containsKey)
                .findFirst()
                .orElseThrow(() -> new EstimateException(
                        "no dense peak of %s is published; choose another GPU".formatted(gpu.name())));
    }
}
