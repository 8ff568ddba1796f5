package io.wattledger.estimator.cli;

import io.wattledger.estimator.Architecture;
import io.wattledger.estimator.WeightFormat;
import io.wattledger.estimator.catalogue.GpuCatalogue;
import io.wattledger.estimator.cli.fit.ServingRow;
import io.wattledger.estimator.serving.Serving;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Our own columns. */
final class OwnMeasurements implements MeasurementKind {

    static final String TELLING = "acceleratorJoulesPerOutputToken";
    static final String TOTAL = "totalParamsBillions";

    private static final String ACTIVE = "activeParamsBillions";
    private static final List<String> NEEDED =
            List.of("modelId", "gpu", "gpuCount", "batchSize", "inputTokens", "outputTokens", TELLING);
    private static final List<String> OPTIONAL =
            List.of(TOTAL, ACTIVE, "architecture", "weightPrecision", "series", "task", "stack");

    /** All of them, those that are needed first. */
    static final List<String> COLUMNS =
            Stream.concat(NEEDED.stream(), OPTIONAL.stream()).toList();

    private static final String UNNAMED_STACK = "unnamed";

    @Override
    public String telling() {
        return TELLING;
    }

    @Override
    public List<String> needed() {
        return NEEDED;
    }

    @Override
    public List<String> optional() {
        return OPTIONAL;
    }

    @Override
    public ServingRow row(CsvLine line) {
        MeasuredModel measured = MeasuredModel.of(
                line.text("modelId"),
                billions(line, TOTAL),
                billions(line, ACTIVE),
                line.optional("architecture").map(Architecture::of),
                line.optional("weightPrecision").map(WeightFormat::of),
                line.optional("series"));
        String task = line.optional("task").orElse("");
        return new ServingRow(
                new Serving(
                        measured.model(),
                        GpuCatalogue.bundled().require(line.text("gpu")),
                        line.whole("gpuCount"),
                        line.positive("batchSize"),
                        line.positive("inputTokens"),
                        line.positive("outputTokens"),
                        MlEnergyTask.find(task).filter(MlEnergyTask::images).isPresent()),
                line.positive(TELLING),
                measured.series(),
                task,
                line.optional("stack").orElse(UNNAMED_STACK));
    }

    private static Optional<Double> billions(CsvLine line, String column) {
        return line.optional(column).map(text -> line.positive(column));
    }
}
