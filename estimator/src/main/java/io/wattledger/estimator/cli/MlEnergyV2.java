package io.wattledger.estimator.cli;

import io.wattledger.estimator.WeightFormat;
import io.wattledger.estimator.catalogue.GpuCatalogue;
import io.wattledger.estimator.cli.fit.ServingRow;
import io.wattledger.estimator.serving.Serving;
import java.util.List;
import java.util.Optional;

/** Runs of the ML.ENERGY benchmark 2, 2024: models by their names alone, all with weights in bfloat16. */
final class MlEnergyV2 implements MeasurementKind {

    private static final String STACK = "ML.ENERGY v2, 2024";
    private static final String TELLING = "Energy/req (J)";
    private static final String TENSOR_PARALLEL = "TP";
    private static final String PIPELINE_PARALLEL = "PP";

    @Override
    public String telling() {
        return TELLING;
    }

    @Override
    public List<String> needed() {
        return List.of(
                "task",
                "Model",
                "GPU",
                TENSOR_PARALLEL,
                PIPELINE_PARALLEL,
                "Avg BS (reqs)",
                "Avg Output Tokens",
                TELLING);
    }

    @Override
    public ServingRow row(CsvLine line) {
        MlEnergyTask task = MlEnergyTask.require(line.text("task"));
        MeasuredModel measured = MeasuredModel.of(
                line.text("Model"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(WeightFormat.BFLOAT16),
                Optional.empty());
        double outputTokens = line.positive("Avg Output Tokens");
        return new ServingRow(
                new Serving(
                        measured.model(),
                        GpuCatalogue.bundled().require(line.text("GPU")),
                        line.whole(TENSOR_PARALLEL) * line.whole(PIPELINE_PARALLEL),
                        line.positive("Avg BS (reqs)"),
                        task.inputTokens(),
                        outputTokens,
                        task.images()),
                line.positive(TELLING) / outputTokens,
                measured.series(),
                task.label(),
                STACK);
    }
}
