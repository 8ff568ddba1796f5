package io.wattledger.estimator.cli.fit;

import io.wattledger.estimator.Architecture;
import io.wattledger.estimator.WeightFormat;
import io.wattledger.estimator.catalogue.GpuCatalogue;
import io.wattledger.estimator.serving.ServedModel;
import io.wattledger.estimator.serving.Serving;
import io.wattledger.estimator.serving.ServingTerm;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Models of many sizes, served in many ways, that take what known coefficients say. */
final class SyntheticServings {

    static final String STACK = "now";

    private static final double BILLION = 1e9;
    private static final List<String> GPUS = List.of("h100", "b200");
    private static final List<WeightFormat> FORMATS = List.of(WeightFormat.BFLOAT16, WeightFormat.FP8);

    private final Map<ServingTerm, Double> truth;
    private final RandomGenerator random;

    private SyntheticServings(Map<ServingTerm, Double> truth, RandomGenerator random) {
        this.truth = truth;
        this.random = random;
    }

    /** Coefficients near those of the calibration that comes with the estimator. */
    static Map<ServingTerm, Double> coefficients() {
        return new EnumMap<>(Map.of(
                ServingTerm.WEIGHTS, 0.9,
                ServingTerm.CACHE, 1.1,
                ServingTerm.DECODE, 0.9,
                ServingTerm.PREFILL, 1.3,
                ServingTerm.LAYER, 1.6,
                ServingTerm.TOKEN, 3.9,
                ServingTerm.COMMUNICATION, 8.3,
                ServingTerm.IMBALANCE, 0.1,
                ServingTerm.BLOCKS, 0.4,
                ServingTerm.EXPERT_BLOCKS, 0.6));
    }

    /** Rows without noise, of six families on one stack, none with images. */
    static List<ServingRow> exact(Map<ServingTerm, Double> truth, int rows, RandomGenerator random) {
        SyntheticServings servings = new SyntheticServings(truth, random);
        List<ServingRow> made = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            made.add(servings.row("series" + i % 6));
        }
        return made;
    }

    /** The same row, measured with another stack and a factor off. */
    static ServingRow as(ServingRow row, String stack, double factor) {
        return new ServingRow(row.serving(), factor * row.joulesPerOutputToken(), row.series(), row.task(), stack);
    }

    private ServingRow row(String series) {
        Serving serving = new Serving(
                model(),
                GpuCatalogue.bundled().require(GPUS.get(random.nextInt(GPUS.size()))),
                1 << random.nextInt(4),
                logarithmic(4, 2048),
                logarithmic(50, 8000),
                logarithmic(50, 8000),
                false);
        return new ServingRow(serving, joules(serving), series, "", STACK);
    }

    private ServedModel model() {
        double total = BILLION * logarithmic(3, 400);
        boolean experts = random.nextBoolean();
        return ServedModel.derived(
                "synthetic",
                total,
                experts ? total * logarithmic(0.04, 0.4) : total,
                experts ? Architecture.MOE : Architecture.DENSE,
                FORMATS.get(random.nextInt(FORMATS.size())));
    }

    private double joules(Serving serving) {
        return truth.entrySet().stream()
                .mapToDouble(each -> each.getValue() * each.getKey().joules(serving))
                .sum();
    }

    private double logarithmic(double least, double most) {
        return least * Math.pow(most / least, random.nextDouble());
    }
}
