package io.wattledger.estimator.cli;

import io.wattledger.estimator.Architecture;
import io.wattledger.estimator.WeightFormat;
import io.wattledger.estimator.catalogue.GpuCatalogue;
import io.wattledger.estimator.cli.fit.ServingRow;
import io.wattledger.estimator.serving.Serving;
import java.util.List;
import java.util.Optional;

/** Runs of the ML.ENERGY benchmark 3.0, 2025-12. */
final class MlEnergyV3 implements MeasurementKind {

    private static final String STACK = "vLLM 0.11.1, 2025-12";
    private static final String TELLING = "energy_per_token_joules";

    @Override
    public String telling() {
        return TELLING;
    }

    @Override
    public List<String> needed() {
        return List.of(
                "task",
                "model_id",
                "total_params_billions",
                "activated_params_billions",
                "architecture",
                "weight_precision",
                "gpu_model",
                "num_gpus",
                "avg_batch_size",
                "avg_output_len",
                TELLING);
    }

    @Override
    public ServingRow row(CsvLine line) {
        MlEnergyTask task = MlEnergyTask.require(line.text("task"));
        MeasuredModel measured = MeasuredModel.of(
                line.text("model_id"),
                Optional.of(line.positive("total_params_billions")),
                Optional.of(line.positive("activated_params_billions")),
                Optional.of(Architecture.of(line.text("architecture"))),
                Optional.of(WeightFormat.of(line.text("weight_precision"))),
                Optional.empty());
        return new ServingRow(
                new Serving(
                        measured.model(),
                        GpuCatalogue.bundled().require(line.text("gpu_model")),
                        line.whole("num_gpus"),
                        line.positive("avg_batch_size"),
                        task.inputTokens(),
                        line.positive("avg_output_len"),
                        task.images()),
                line.positive(TELLING),
                measured.series(),
                task.label(),
                STACK);
    }
}
