package io.wattledger.estimator.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Energy of language models that are served. */
final class ServingKind implements CalibrationKind {

    @Override
    public String subject() {
        return "served language models";
    }

    @Override
    public String mark() {
        return "acceleratorJoulesPerOutputToken";
    }

    @Override
    public List<String> referenceFiles() {
        return List.of("ml_energy_v3_llm.csv", "ml_energy_v2_llm.csv");
    }

    @Override
    public boolean reads(Set<String> columns) {
        return MeasurementFile.reads(columns);
    }

    @Override
    public Measurements read(List<Path> files) throws IOException {
        return Measurements.read(files);
    }
}
