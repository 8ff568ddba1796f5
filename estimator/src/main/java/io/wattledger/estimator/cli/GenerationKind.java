package io.wattledger.estimator.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Energy of images and videos that are generated. */
final class GenerationKind implements CalibrationKind {

    @Override
    public String subject() {
        return "image and video generators";
    }

    @Override
    public String mark() {
        return GenerationMeasurements.OWN_ENERGY;
    }

    @Override
    public List<String> referenceFiles() {
        return List.of("ml_energy_v3_diffusion.csv");
    }

    @Override
    public boolean reads(Set<String> columns) {
        return columns.contains(GenerationMeasurements.OWN_ENERGY)
                || columns.contains(GenerationMeasurements.ENERGY_OF_IMAGE);
    }

    @Override
    public GenerationMeasurements read(List<Path> files) throws IOException {
        return GenerationMeasurements.read(files);
    }
}
