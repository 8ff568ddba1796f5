package io.wattledger.estimator.method;

import io.wattledger.estimator.OperatingPoint;
import io.wattledger.estimator.Term;
import java.util.List;
import java.util.Optional;

/**
 * What a method says that a workload costs.
 *
 * @param method its name
 * @param point energy per inference and token, joules, at the workload's batch
 * @param scope what the energy covers
 * @param terms every number of the derivation, in its order
 * @param calibratedOn date (ISO 8601) and software stack of the calibration, for calibrated methods
 * @param warnings what a reader of the figure must know
 */
public record CostEstimate(
        String method,
        OperatingPoint point,
        Scope scope,
        List<Term> terms,
        Optional<String> calibratedOn,
        List<String> warnings) {

    /** The name of the term that bears the time of an inference, seconds, of methods that know it. */
    public static final String TIME = "time of an inference";

    public CostEstimate {
        terms = List.copyOf(terms);
        warnings = List.copyOf(warnings);
    }

    /** What an energy covers. */
    public enum Scope {
        /** The accelerator alone. */
        ACCELERATOR,
        /** The accelerator and its share of the host: E_IT. */
        IT;

        /** The name in output. */
        public String label() {
            return this == IT ? "accelerator and host" : "accelerator";
        }
    }
}
