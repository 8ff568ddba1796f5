package io.wattledger.estimator.cli;

import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.Freshness;
import io.wattledger.estimator.catalogue.CostCatalogue;
import io.wattledger.estimator.method.AlphaFlops;
import io.wattledger.estimator.method.AlphaFlopsCoefficients;
import io.wattledger.estimator.method.EfficiencyLaw;
import io.wattledger.estimator.method.EfficiencyLaws;
import io.wattledger.estimator.method.EfficiencyLaws.Part;
import io.wattledger.estimator.method.GenerationSteps;
import io.wattledger.estimator.method.HardwareEfficiency;
import io.wattledger.estimator.method.Methods;
import io.wattledger.estimator.method.RooflineInServing;
import io.wattledger.estimator.method.RooflineInVision;
import io.wattledger.estimator.serving.ServingRoofline;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The methods, with coefficients of the user's own where there are some. */
final class Coefficients {

    /**
     * Methods, and those that a file of coefficients is for.
     *
     * @param fitted names of the methods that the file has coefficients of; none without a file
     * @param serving the roofline of served models
     */
    record Fitted(Methods methods, List<String> fitted, ServingRoofline serving) {

        /**
         * The method to use: the one asked for, or else the one that the file is for.
         *
         * @throws EstimateException if the file has nothing for the method asked for, or is for several and none is asked for
         */
        Optional<String> method(Optional<String> asked) {
            if (fitted.isEmpty()) {
                return asked;
            }
            if (asked.isEmpty() && fitted.size() > 1) {
                throw new EstimateException("the file of coefficients has some for %s; name one method"
                        .formatted(String.join(" and ", fitted)));
            }
            if (asked.isPresent() && !fitted.contains(asked.get())) {
                throw new EstimateException(
                        "the file of coefficients has none for %s but for %s; leave it or the method out"
                                .formatted(asked.get(), String.join(" and ", fitted)));
            }
            return asked.or(() -> Optional.of(fitted.get(0)));
        }
    }

    private static final double TERA = 1e12;

    private Coefficients() {}

    /**
     * The methods with published coefficients, and the calibrations that come with the estimator.
     *
     * @param stack software that serves, where that is known
     */
    static Fitted bundled(Optional<String> stack) {
        return fitted(CoefficientsFile.NONE, Optional.empty(), stack);
    }

    /**
     * The methods with the coefficients of a file; the published ones for what it lacks, or without a file.
     *
     * @param stack software that serves, where that is known
     */
    static Fitted methods(@Nullable Path path, Optional<String> stack) throws IOException {
        if (path == null) {
            return bundled(stack);
        }
        CoefficientsFile file = CoefficientsFile.read(path);
        return fitted(file, file.laws().isEmpty() ? Optional.empty() : Optional.of(laws(file.laws(), path)), stack);
    }

    private static Fitted fitted(CoefficientsFile file, Optional<EfficiencyLaws> laws, Optional<String> stack) {
        Freshness freshness = new Freshness(LocalDate.now(ZoneOffset.UTC), stack);
        ServingRoofline serving =
                new ServingRoofline(file.serving().orElseGet(CoefficientsFile::bundledServing), freshness);
        Methods methods = new Methods(
                CostCatalogue.bundled(),
                file.alphaFlops().orElse(AlphaFlopsCoefficients.QUADRO_T2000_ASPERTI_2021),
                laws,
                new RooflineInServing(Optional.of(serving)),
                new RooflineInVision(Optional.of(file.vision().orElseGet(CoefficientsFile::bundledVision)), freshness),
                new GenerationSteps(
                        Optional.of(file.generation().orElseGet(CoefficientsFile::bundledGeneration)), freshness));
        return new Fitted(methods, fitted(file), serving);
    }

    /** Names of the methods that a file has coefficients of. */
    private static List<String> fitted(CoefficientsFile file) {
        List<String> fitted = new ArrayList<>();
        if (!file.laws().isEmpty()) {
            fitted.add(HardwareEfficiency.NAME);
        }
        file.alphaFlops().ifPresent(found -> fitted.add(AlphaFlops.NAME));
        file.serving().ifPresent(found -> fitted.add(RooflineInServing.NAME));
        file.vision().ifPresent(found -> fitted.add(RooflineInVision.NAME));
        file.generation().ifPresent(found -> fitted.add(GenerationSteps.NAME));
        return fitted;
    }

    private static EfficiencyLaws laws(List<FittedLaw> fitted, Path path) {
        FittedLaw first = fitted.get(0);
        Map<Part, EfficiencyLaw> laws = new EnumMap<>(Part.class);
        for (FittedLaw law : fitted) {
            if (!law.hardware().equals(first.hardware()) || law.peakTflops() != first.peakTflops()) {
                throw new EstimateException(
                        "%s: laws of %s (%s TFLOPS) and of %s (%s TFLOPS); keep those of one piece of hardware"
                                .formatted(
                                        path, first.hardware(), first.peakTflops(), law.hardware(), law.peakTflops()));
            }
            laws.put(part(law.operation()), law.law());
        }
        return new EfficiencyLaws(
                first.hardware(), List.of(), first.peakTflops() * TERA, laws, first.source(), first.date());
    }

    private static Part part(String operation) {
        return Arrays.stream(Part.values())
                .filter(part -> part.label().equals(operation))
                .findFirst()
                .orElseThrow();
    }
}
