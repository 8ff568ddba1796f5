package io.wattledger.estimator.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Time of an image in vision models. */
final class VisionKind implements CalibrationKind {

    @Override
    public String subject() {
        return "vision models";
    }

    @Override
    public String mark() {
        return TimmFile.SPEED;
    }

    @Override
    public List<String> referenceFiles() {
        return List.of(
                "benchmark-infer-amp-nchw-pt240-cu124-rtx3090.csv", "benchmark-infer-amp-nchw-pt240-cu124-rtx4090.csv");
    }

    @Override
    public boolean reads(Set<String> columns) {
        return columns.containsAll(TimmFile.COLUMNS);
    }

    @Override
    public VisionMeasurements read(List<Path> files) throws IOException {
        return VisionMeasurements.read(files);
    }
}
