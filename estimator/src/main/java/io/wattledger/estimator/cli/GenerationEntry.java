package io.wattledger.estimator.cli;

import io.wattledger.estimator.generation.GenerationCalibration;
import io.wattledger.estimator.generation.GenerationCoefficients;
import io.wattledger.estimator.generation.GenerationTerm;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A calibration to generated images and videos as an entry of a coefficients file. */
final class GenerationEntry {

    private GenerationEntry() {}

    static GenerationCoefficients rounded(GenerationCoefficients fitted) {
        Map<GenerationTerm, Double> terms = new EnumMap<>(GenerationTerm.class);
        fitted.terms().forEach((term, value) -> terms.put(term, EntryFields.rounded(value)));
        Map<String, Double> arithmetic = new TreeMap<>();
        fitted.arithmetic().forEach((gpu, value) -> arithmetic.put(gpu, EntryFields.rounded(value)));
        return new GenerationCoefficients(terms, arithmetic);
    }

    /** The entry in its order. */
    static Map<String, Object> map(GenerationCalibration calibration) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("kind", CoefficientsFile.GENERATION);
        entry.put("fittedOn", calibration.fittedOn().toString());
        entry.put("stack", calibration.stack());
        entry.put("source", calibration.source());
        entry.put("rows", calibration.rows());
        Map<String, Object> coefficients = new LinkedHashMap<>();
        for (GenerationTerm term : GenerationTerm.values()) {
            coefficients.put(term.label(), calibration.coefficients().terms().getOrDefault(term, 0.0));
        }
        entry.put("coefficients", coefficients);
        List<Map<String, Object>> gpus = new TreeMap<>(
                        calibration.coefficients().arithmetic())
                .entrySet().stream()
                        .map(gpu -> EntryFields.ordered("name", gpu.getKey(), "arithmetic", gpu.getValue()))
                        .toList();
        entry.put("gpus", gpus);
        entry.put(
                "ranges",
                EntryFields.ordered(
                        "known",
                        EntryFields.map(calibration.known()),
                        "derived",
                        EntryFields.map(calibration.derived())));
        return entry;
    }
}
