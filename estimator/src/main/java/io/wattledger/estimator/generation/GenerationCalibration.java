package io.wattledger.estimator.generation;

import io.wattledger.estimator.Spread;
import java.time.LocalDate;

/**
 * Coefficients of the terms, how far off they were on models that they had not seen, and what they were fitted on.
 *
 * @param known spread of measured over predicted where the model was left out of the fit and its layers are known
 * @param derived the same where the layers were derived from the parameters
 * @param fittedOn day of the fit
 * @param stack software that generated, with its version; the fit is to this one
 * @param source files and rows, on one line
 * @param rows that were used
 */
public record GenerationCalibration(
        GenerationCoefficients coefficients,
        Spread known,
        Spread derived,
        LocalDate fittedOn,
        String stack,
        String source,
        int rows) {

    Spread spread(GenerationTask task) {
        return task.shapeDerived() ? derived : known;
    }
}
