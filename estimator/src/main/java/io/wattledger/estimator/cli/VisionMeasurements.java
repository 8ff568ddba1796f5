package io.wattledger.estimator.cli;

import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.cli.fit.VisionRow;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The measurements of some files of vision models.
 *
 * @param files one per GPU
 */
record VisionMeasurements(List<TimmFile> files) implements CalibrationRows {

    VisionMeasurements {
        files = List.copyOf(files);
    }

    static VisionMeasurements read(List<Path> paths) throws IOException {
        List<TimmFile> files = new ArrayList<>();
        for (Path path : paths) {
            files.add(TimmFile.read(path));
        }
        return new VisionMeasurements(files);
    }

    List<VisionRow> rows() {
        return files.stream().flatMap(file -> file.rows().stream()).toList();
    }

    @Override
    public List<String> problems() {
        return files.stream().flatMap(file -> file.problems().stream()).toList();
    }

    @Override
    public boolean isEmpty() {
        return rows().isEmpty();
    }

    @Override
    public VisionFitted calibrate(Optional<String> stack, LocalDate fittedOn, Consumer<String> progress) {
        List<String> stacks = files.stream().map(TimmFile::stack).distinct().toList();
        String asked = stack.orElse(stacks.get(0));
        List<TimmFile> own =
                files.stream().filter(file -> file.stack().equals(asked)).toList();
        if (own.isEmpty()) {
            throw new EstimateException(
                    "--stack '%s' is of no file; the files have %s".formatted(asked, CalibrationRows.quoted(stacks)));
        }
        if (stack.isEmpty() && stacks.size() > 1) {
            throw new EstimateException("the files are of several stacks, %s; choose one with --stack"
                    .formatted(CalibrationRows.quoted(stacks)));
        }
        return VisionFitted.of(new VisionMeasurements(own), asked, fittedOn, progress);
    }
}
