package io.wattledger.estimator.cli;

import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.method.AlphaFlopsCoefficients;
import io.wattledger.estimator.method.RooflineInServing;
import io.wattledger.estimator.serving.ServingCalibration;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Coefficients that a user fitted: a YAML list with one entry per fit. Files are joined by appending one to another.
 *
 * @param alphaFlops coefficients of alpha-FLOPs; a file holds at most one set
 * @param laws efficiency laws; at most one per operation and hardware
 * @param serving calibration of the roofline in serving; a file holds at most one
 */
record CoefficientsFile(
        Optional<AlphaFlopsCoefficients> alphaFlops, List<FittedLaw> laws, Optional<ServingCalibration> serving) {

    static final String ALPHA_FLOPS = "alpha-flops";
    static final String EFFICIENCY = "efficiency";
    static final String SERVING = RooflineInServing.NAME;

    private static final String NEEDED =
            "a list of fits is needed, each begun with '- kind: ...', as 'wattledger fit --out' and 'wattledger calibrate --out' write it";

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

    /** The calibration that comes with the estimator. */
    static ServingCalibration bundledServing() {
        return Bundled.SERVING;
    }

    private static CoefficientsFile entries(YamlValue root) {
        var entries = new CoefficientEntries();
        if (!root.isList() || root.items().isEmpty()) {
            root.problem(NEEDED);
        } else {
            root.items().forEach(entries::add);
        }
        return new CoefficientsFile(entries.alphaFlops(), entries.laws(), entries.serving());
    }

    /** Read once, when first asked for; it never changes. */
    private static final class Bundled {
        private static final Path RESOURCE = Path.of("serving", "coefficients.yaml");
        private static final ServingCalibration SERVING = read();

        private static ServingCalibration read() {
            try (InputStream in = Objects.requireNonNull(
                    ServingCalibration.class.getResourceAsStream("coefficients.yaml"), "serving/coefficients.yaml")) {
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                return YamlFile.parse(text, RESOURCE, NEEDED, CoefficientsFile::entries)
                        .serving()
                        .orElseThrow();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
