package io.wattledger.estimator.serving;

import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.Spread;
import io.wattledger.estimator.WeightFormat;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Coefficients of the terms, how far off they were on models that they had not seen, and what they were fitted on.
 *
 * @param coefficients of each term, without a unit, at least 0
 * @param known spread of measured over predicted where the family of a model was left out of the fit and its shape is known
 * @param derived the same where the shape was derived from the parameters
 * @param fittedOn day of the fit
 * @param stack software that served, with its version; the fit is to this one
 * @param sources of the rows
 * @param gpus names of the accelerators that were measured
 * @param formats that were measured, with experts or without
 * @param leastBatch smallest mean batch that was measured
 * @param mostBatch largest mean batch that was measured
 */
public record ServingCalibration(
        Map<ServingTerm, Double> coefficients,
        Spread known,
        Spread derived,
        LocalDate fittedOn,
        String stack,
        List<Source> sources,
        Set<String> gpus,
        Set<WeightFormat> formats,
        double leastBatch,
        double mostBatch) {

    /** @throws EstimateException if a coefficient is missing */
    public ServingCalibration {
        coefficients = Map.copyOf(new EnumMap<>(coefficients));
        sources = List.copyOf(sources);
        gpus = Set.copyOf(gpus);
        formats = Set.copyOf(formats);
        for (ServingTerm term : ServingTerm.values()) {
            Double value = coefficients.get(term);
            if (value == null || !(value >= 0) || value.isInfinite()) {
                throw new EstimateException("coefficient %s must be a number of at least 0".formatted(term.label()));
            }
        }
    }

    /**
     * Rows of one file.
     *
     * @param name of the file
     * @param rows that were used
     * @param stack software that it was measured with
     * @param factor energy on that stack over energy on the calibration's, fitted; 1 for its own
     */
    public record Source(String name, int rows, String stack, double factor) {}

    double coefficient(ServingTerm term) {
        return coefficients.getOrDefault(term, 0.0);
    }

    Spread spread(ServedModel model) {
        return model.shape().derived() ? derived : known;
    }

    /** Energy of all accelerators by term, joules per output token, the central values. */
    public Map<ServingTerm, Double> joules(Serving serving) {
        UnitEnergies unit = UnitEnergies.of(serving.gpu(), serving.model().format());
        Map<ServingTerm, Double> joules = new EnumMap<>(ServingTerm.class);
        for (ServingTerm term : ServingTerm.values()) {
            joules.put(term, coefficient(term) * term.joules(serving, unit));
        }
        return joules;
    }

    /** Their sum. */
    public double joulesPerOutputToken(Serving serving) {
        return joules(serving).values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
    }
}
