package io.wattledger.estimator.cli;

import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.method.AlphaFlopsCoefficients;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Coefficients that a user fitted: a YAML list with one entry per fit. Files are joined by appending one to another.
 *
 * @param alphaFlops coefficients of alpha-FLOPs; a file holds at most one set
 * @param laws efficiency laws; at most one per operation and hardware
 */
record CoefficientsFile(Optional<AlphaFlopsCoefficients> alphaFlops, List<FittedLaw> laws) {

    static final String ALPHA_FLOPS = "alpha-flops";
    static final String EFFICIENCY = "efficiency";

    private static final String NEEDED =
            "a list of fits is needed, each begun with '- kind: ...', as 'wattledger fit --out' writes it";

    CoefficientsFile {
        laws = List.copyOf(laws);
    }

    /**
     * Reads a file.
     *
     * @throws EstimateException with all problems, one a line, each with file, line and path
     */
    static CoefficientsFile read(Path file) throws IOException {
        return YamlFile.read(file, NEEDED, CoefficientsFile::entries);
    }

    private static CoefficientsFile entries(YamlValue root) {
        var entries = new CoefficientEntries();
        if (!root.isList() || root.items().isEmpty()) {
            root.problem(NEEDED);
        } else {
            root.items().forEach(entries::add);
        }
        return new CoefficientsFile(entries.alphaFlops(), entries.laws());
    }
}
