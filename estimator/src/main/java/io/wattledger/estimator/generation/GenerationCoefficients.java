package io.wattledger.estimator.generation;

import io.wattledger.estimator.EstimateException;
import java.util.EnumMap;
import java.util.Map;

/**
 * What the terms are multiplied by.
 *
 * @param terms without a unit, at least 0
 * @param arithmetic by name of each accelerator that was measured: the arithmetic's coefficient there over that of the first, which has 1
 */
public record GenerationCoefficients(Map<GenerationTerm, Double> terms, Map<String, Double> arithmetic) {

    /** @throws EstimateException if a coefficient is missing or no number of at least 0 */
    public GenerationCoefficients {
        terms = Map.copyOf(terms);
        arithmetic = Map.copyOf(arithmetic);
        for (GenerationTerm term : GenerationTerm.values()) {
            requireNumber(term.label(), terms.getOrDefault(term, Double.NaN));
        }
        arithmetic.forEach(GenerationCoefficients::requireNumber);
    }

    private static void requireNumber(String name, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new EstimateException("coefficient %s must be a number of at least 0".formatted(name));
        }
    }

    /** Whether the accelerator was measured. */
    public boolean measured(String gpu) {
        return arithmetic.containsKey(gpu);
    }

    /** That of a term on an accelerator; as on the first one where it was not measured. */
    public double of(GenerationTerm term, String gpu) {
        double coefficient = terms.getOrDefault(term, 0.0);
        return term == GenerationTerm.ARITHMETIC ? coefficient * arithmetic.getOrDefault(gpu, 1.0) : coefficient;
    }

    /** Energy of all accelerators by term, joules per item. */
    public Map<GenerationTerm, Double> joules(GenerationTask task) {
        Map<GenerationTerm, Double> joules = new EnumMap<>(GenerationTerm.class);
        for (GenerationTerm term : GenerationTerm.values()) {
            joules.put(term, of(term, task.gpu().name()) * term.joules(task));
        }
        return joules;
    }

    /** Their sum. */
    public double joulesPerItem(GenerationTask task) {
        return joules(task).values().stream().mapToDouble(Double::doubleValue).sum();
    }
}
