package io.wattledger.estimator.cli;

import io.wattledger.estimator.Precision;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A cost that a catalogue file asks a method for.
 *
 * @param place file, line and path of the entry, for messages
 * @param model a model of the catalogue; empty where a network is named
 * @param network file of a network; empty where a model is named
 * @param gpu the accelerator
 * @param method the method; empty: the default of the model's kind
 * @param precision how numbers are kept; empty: the method's default
 * @param batch batch sizes, one operating point each; empty: the method's default
 * @param inputTokens input tokens of the workload
 * @param outputTokens output tokens of the workload
 * @param coefficients file of coefficients; empty: the published ones
 */
public record EstimateEntry(
        String place,
        Optional<String> model,
        Optional<Path> network,
        String gpu,
        Optional<String> method,
        Optional<Precision> precision,
        List<Integer> batch,
        OptionalLong inputTokens,
        OptionalLong outputTokens,
        Optional<Path> coefficients) {

    public EstimateEntry {
        batch = List.copyOf(batch);
    }
}
