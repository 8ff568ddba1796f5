package io.wattledger.estimator.cli;

import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.Precision;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The section {@code estimates} of a catalogue file. */
final class EstimateEntries {

    static final List<String> KEYS = List.of(
            "model", "network", "gpu", "method", "precision", "batch", "inputTokens", "outputTokens", "coefficients");

    private EstimateEntries() {}

    static Optional<EstimateEntry> read(YamlMap entry, Path file) {
        if (entry.has("model") == entry.has("network")) {
            entry.problem("needs either model, a name of the catalogue, or network, a file");
        }
        Optional<String> model = entry.has("model") ? Fields.name(entry, "model") : Optional.empty();
        Optional<Path> network = entry.text("network").map(name -> file.resolveSibling(name));
        Optional<String> gpu = Fields.name(entry, "gpu");
        Optional<Precision> precision =
                entry.parsed("precision", EstimateEntries::precision, "is no precision, like bf16");
        List<Integer> batch =
                entry.wholes("batch", 1).stream().map(Long::intValue).toList();
        if (batch.stream().distinct().count() != batch.size()) {
            entry.problem("batch", "has a size twice; remove one");
        }
        var inputTokens = entry.whole("inputTokens", 0);
        var outputTokens = entry.whole("outputTokens", 0);
        Optional<String> method = entry.text("method");
        Optional<Path> coefficients = entry.text("coefficients").map(name -> file.resolveSibling(name));
        return gpu.map(name -> new EstimateEntry(
                entry.place(),
                model,
                network,
                name,
                method,
                precision,
                batch,
                inputTokens,
                outputTokens,
                coefficients));
    }

    private static Optional<Precision> precision(String label) {
        try {
            return Optional.of(Precision.of(label));
        } catch (EstimateException e) {
            return Optional.empty();
        }
    }
}
