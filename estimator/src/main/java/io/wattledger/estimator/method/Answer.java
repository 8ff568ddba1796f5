package io.wattledger.estimator.method;

import io.wattledger.estimator.Estimate;
import io.wattledger.estimator.Grams;
import io.wattledger.estimator.Joules;
import io.wattledger.estimator.Litres;
import io.wattledger.estimator.Term;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What one inference costs.
 *
 * @param workload what was asked
 * @param formula how the terms give the energy
 * @param cost by which method, with rates; host included where the scope says so
 * @param energy of the inference: the rates times its tokens
 * @param facility the same with the building's overhead; empty without a site
 * @param water litres; empty without a site or a preset
 * @param carbon grams of CO2e; empty without a site
 * @param inputTokens of a language model
 * @param terms every number of the derivation, with its source
 * @param warnings what a reader of the figures must know
 */
public record Answer(
        Workload workload,
        String formula,
        CostEstimate cost,
        Estimate<Joules> energy,
        Optional<Estimate<Joules>> facility,
        Optional<Estimate<Litres>> water,
        Optional<Estimate<Grams>> carbon,
        OptionalLong inputTokens,
        List<Term> terms,
        List<String> warnings) {

    public Answer {
        terms = List.copyOf(terms);
        warnings = List.copyOf(warnings);
    }
}
