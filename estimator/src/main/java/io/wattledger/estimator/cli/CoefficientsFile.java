package io.wattledger.estimator.cli;

import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.generation.GenerationCalibration;
import io.wattledger.estimator.method.AlphaFlopsCoefficients;
import io.wattledger.estimator.method.GenerationSteps;
import io.wattledger.estimator.method.RooflineInServing;
import io.wattledger.estimator.method.RooflineInVision;
import io.wattledger.estimator.serving.ServingCalibration;
import io.wattledger.estimator.vision.VisionCalibration;
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
 * @param vision calibration of the roofline in vision; a file holds at most one
 * @param generation calibration of the steps of generation; a file holds at most one
 */
record CoefficientsFile(
        Optional<AlphaFlopsCoefficients> alphaFlops,
        List<FittedLaw> laws,
        Optional<ServingCalibration> serving,
        Optional<VisionCalibration> vision,
        Optional<GenerationCalibration> generation) {

    /** What nobody fitted: all is published, or comes with the estimator. */
    static final CoefficientsFile NONE =
            new CoefficientsFile(Optional.empty(), List.of(), Optional.empty(), Optional.empty(), Optional.empty());

    static final String ALPHA_FLOPS = "alpha-flops";
    static final String EFFICIENCY = "efficiency";
    static final String SERVING = RooflineInServing.NAME;
    static final String VISION = RooflineInVision.NAME;
    static final String GENERATION = GenerationSteps.NAME;

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

    /** The calibration of served language models that comes with the estimator. */
    static ServingCalibration bundledServing() {
        return Bundled.SERVING;
    }

    /** The calibration of vision models that comes with the estimator. */
    static VisionCalibration bundledVision() {
        return Bundled.VISION;
    }

    /** The calibration of generators that comes with the estimator. */
    static GenerationCalibration bundledGeneration() {
        return Bundled.GENERATION;
    }

    private static CoefficientsFile entries(YamlValue root) {
        var entries = new CoefficientEntries();
        if (!root.isList() || root.items().isEmpty()) {
            root.problem(NEEDED);
        } else {
            root.items().forEach(entries::add);
        }
        return new CoefficientsFile(
                entries.alphaFlops(), entries.laws(), entries.serving(), entries.vision(), entries.generation());
    }

    /** Read once, when first asked for; they never change. */
    private static final class Bundled {
        private static final String RESOURCE = "coefficients.yaml";
        private static final ServingCalibration SERVING =
                read(ServingCalibration.class).serving().orElseThrow();
        private static final VisionCalibration VISION =
                read(VisionCalibration.class).vision().orElseThrow();
        private static final GenerationCalibration GENERATION =
                read(GenerationCalibration.class).generation().orElseThrow();

        /** The file beside a class. */
        private static CoefficientsFile read(Class<?> beside) {
            Path path = Path.of(beside.getPackageName().replaceAll(".*\\.", ""), RESOURCE);
            try (InputStream in = Objects.requireNonNull(beside.getResourceAsStream(RESOURCE), path.toString())) {
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                return YamlFile.parse(text, path, NEEDED, CoefficientsFile::entries);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
