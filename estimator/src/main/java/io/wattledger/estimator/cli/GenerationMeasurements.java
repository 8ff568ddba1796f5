package io.wattledger.estimator.cli;

import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.catalogue.GenerationModel;
import io.wattledger.estimator.catalogue.GenerationModels;
import io.wattledger.estimator.catalogue.GpuCatalogue;
import io.wattledger.estimator.cli.fit.GenerationRow;
import io.wattledger.estimator.generation.GenerationTask;
import io.wattledger.estimator.network.Family;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Measurements of generated images and videos, one a line: our own columns, or those of the diffusion runs of the ML.ENERGY benchmark,
 * version 3.
 *
 * @param files in their order
 */
record GenerationMeasurements(List<Part> files) implements CalibrationRows {

    static final String OWN_ENERGY = "acceleratorJoulesPerItem";
    static final String ENERGY_OF_IMAGE = "energy_per_image_joules";
    private static final String ENERGY_OF_VIDEO = "energy_per_video_joules";

    /** Columns of our own files; those after the energy may be left out, as may steps and size that are the model's own. */
    static final List<String> COLUMNS = List.of(
            "modelId", "gpu", "gpuCount", "batchSize", "steps", "width", "height", "frames", OWN_ENERGY, "stack");

    /** README of github.com/ml-energy/benchmark, 2025-12. */
    static final String STACK_ML_ENERGY_V3 = "xDiT, PyTorch 2.6, 2025-12";

    private static final String UNNAMED_STACK = "unnamed";

    GenerationMeasurements {
        files = List.copyOf(files);
    }

    /**
     * One file.
     *
     * @param name without its folders
     */
    record Part(String name, CsvRows<GenerationRow> lines) {}

    /**
     * Reads files.
     *
     * @throws EstimateException if one of them is no CSV, or of another kind
     */
    static GenerationMeasurements read(List<Path> paths) throws IOException {
        List<Part> files = new ArrayList<>();
        for (Path path : paths) {
            files.add(new Part(
                    String.valueOf(path.getFileName()),
                    CsvRows.read(
                            path,
                            "begin with a header of the columns " + String.join(", ", COLUMNS),
                            header -> kind(header))));
        }
        return new GenerationMeasurements(files);
    }

    private static Function<CsvLine, GenerationRow> kind(CsvHeader header) {
        if (header.names().contains(OWN_ENERGY)) {
            return GenerationMeasurements::own;
        }
        if (header.names().contains(ENERGY_OF_IMAGE)) {
            return GenerationMeasurements::mlEnergy;
        }
        throw new EstimateException("%s, line 1: no column %s; the columns are %s"
                .formatted(header.file(), OWN_ENERGY, String.join(", ", COLUMNS)));
    }

    private static GenerationRow own(CsvLine fields) {
        GenerationModel model = model(fields.text("modelId"));
        GenerationTask task = new GenerationTask(
                model,
                GpuCatalogue.bundled().require(fields.text("gpu")),
                count(fields, "gpuCount", 1),
                count(fields, "batchSize", 1),
                count(fields, "steps", model.steps()),
                count(fields, "width", model.width()),
                count(fields, "height", model.height()),
                count(fields, "frames", model.frames()));
        return new GenerationRow(
                task, fields.positive(OWN_ENERGY), fields.optional("stack").orElse(UNNAMED_STACK));
    }

    private static int count(CsvLine fields, String column, int otherwise) {
        return fields.optional(column).isPresent() ? fields.whole(column) : otherwise;
    }

    private static GenerationRow mlEnergy(CsvLine fields) {
        GenerationModel model = model(fields.text("model_id"));
        boolean video = model.family() == Family.VIDEO_GENERATOR;
        GenerationTask task = new GenerationTask(
                model,
                GpuCatalogue.bundled().require(fields.text("gpu_model")),
                fields.whole("num_gpus"),
                fields.whole("batch_size"),
                fields.whole("inference_steps"),
                fields.whole(video ? "video_width" : "image_width"),
                fields.whole(video ? "video_height" : "image_height"),
                video ? fields.whole("num_frames") : 1);
        return new GenerationRow(task, fields.positive(video ? ENERGY_OF_VIDEO : ENERGY_OF_IMAGE), STACK_ML_ENERGY_V3);
    }

    private static GenerationModel model(String name) {
        return GenerationModels.bundled()
                .find(name)
                .orElseThrow(() -> new EstimateException(
                        "%s is no image or video generator of 'wattledger catalogue models'".formatted(name)));
    }

    List<GenerationRow> rows() {
        return files.stream().flatMap(file -> file.lines().rows().stream()).toList();
    }

    @Override
    public List<String> problems() {
        return files.stream().flatMap(file -> file.lines().problems().stream()).toList();
    }

    @Override
    public boolean isEmpty() {
        return rows().isEmpty();
    }

    /** File names and rows, on one line. */
    String line() {
        return files.stream()
                .map(file ->
                        "%s, %d rows".formatted(file.name(), file.lines().rows().size()))
                .collect(Collectors.joining("; "));
    }

    @Override
    public GenerationFitted calibrate(Optional<String> stack, LocalDate fittedOn, Consumer<String> progress) {
        List<String> stacks =
                rows().stream().map(GenerationRow::stack).distinct().toList();
        if (stack.isEmpty() && stacks.size() > 1) {
            throw new EstimateException("the rows are of several stacks, %s; choose one with --stack"
                    .formatted(CalibrationRows.quoted(stacks)));
        }
        String asked = stack.orElseGet(() -> stacks.get(0));
        List<GenerationRow> own =
                rows().stream().filter(row -> row.stack().equals(asked)).toList();
        if (own.isEmpty()) {
            throw new EstimateException(
                    "--stack '%s' is of no row; the files have %s".formatted(asked, CalibrationRows.quoted(stacks)));
        }
        return GenerationFitted.of(this, own, fittedOn, progress);
    }
}
