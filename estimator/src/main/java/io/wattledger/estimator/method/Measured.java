package io.wattledger.estimator.method;

import io.wattledger.estimator.CostRow;
import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.OperatingPoint;
import io.wattledger.estimator.catalogue.CostCatalogue;
import io.wattledger.estimator.catalogue.Gpu;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A number that somebody measured, with its source: the rows of a cost catalogue. */
public final class Measured implements Method {

    /** The name of the method. */
    public static final String NAME = "measured";

    private final CostCatalogue costs;
    private final Map<String, CostRow> rows = new HashMap<>();

    /** The method over a catalogue: the bundled one, or the user's own. */
    public Measured(CostCatalogue costs) {
        this.costs = costs;
        costs.rows().forEach(row -> rows.put(key(Models.canonical(row.model()), row.gpu()), row));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String formula() {
        return "energy = measured rates × tokens or inferences";
    }

    /** The row of a workload, if there is one. */
    public Optional<CostRow> row(Workload workload) {
        if (workload.model().own()) {
            return Optional.empty();
        }
        return workload.gpu()
                .flatMap(
                        gpu -> Optional.ofNullable(rows.get(key(workload.model().name(), gpu.name()))));
    }

    @Override
    public CostEstimate estimate(Workload workload) {
        Gpu gpu = workload.requireGpu(NAME);
        CostRow row = row(workload)
                .orElseThrow(() -> new EstimateException("nobody measured %s on %s; measured: %s"
                        .formatted(
                                workload.model().name(),
                                gpu.name(),
                                measuredOn(workload.model().name()))));
        List<OperatingPoint> around = row.around(workload.batchSize());
        OperatingPoint point = row.at(workload.batchSize());
        List<String> warnings =
                new ArrayList<>(workload.precisionUnused("the figure is of the run as it was measured"));
        if (workload.batchSize().isPresent()
                && around.get(0).batchSize() != workload.batchSize().getAsInt()) {
            warnings.add("nobody measured a batch of %d; the figure is %s"
                    .formatted(
                            workload.batchSize().getAsInt(),
                            around.size() == 1
                                    ? "of the nearest, " + point.batchSize()
                                    : "between those of %d and %d"
                                            .formatted(
                                                    around.get(0).batchSize(),
                                                    around.get(1).batchSize())));
        }
        return new CostEstimate(
                row.method(),
                point,
                CostEstimate.Scope.ACCELERATOR,
                around.stream().flatMap(each -> row.termsOf(each).stream()).toList(),
                Optional.empty(),
                warnings);
    }

    /**
     * The measured points of some batches, in their order.
     *
     * @throws EstimateException if one of them was not measured; the message names those that were
     */
    static List<OperatingPoint> points(CostRow row, List<Integer> batches) {
        return batches.stream()
                .map(batch -> row.operatingPoints().stream()
                        .filter(point -> point.batchSize() == batch)
                        .findFirst()
                        .orElseThrow(() -> new EstimateException("nobody measured %s at a batch of %d; measured: %s"
                                .formatted(
                                        row.key(),
                                        batch,
                                        row.operatingPoints().stream()
                                                .map(point -> Integer.toString(point.batchSize()))
                                                .collect(Collectors.joining(", "))))))
                .toList();
    }

    private static String key(String model, String gpu) {
        return model + "|" + gpu;
    }

    private String measuredOn(String model) {
        List<String> pairs = costs.rows().stream()
                .filter(row -> Models.canonical(row.model()).equals(model))
                .map(CostRow::gpu)
                .toList();
        return pairs.isEmpty()
                ? "no run of this model; choose another method with --method"
                : String.join(", ", pairs) + "; choose one, or another method with --method";
    }
}
