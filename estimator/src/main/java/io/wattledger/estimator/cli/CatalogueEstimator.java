package io.wattledger.estimator.cli;

import io.wattledger.estimator.CostRow;
import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.catalogue.CostCatalogue;
import io.wattledger.estimator.catalogue.GpuCatalogue;
import io.wattledger.estimator.method.Estimator;
import io.wattledger.estimator.method.Model;
import io.wattledger.estimator.method.Models;
import io.wattledger.estimator.method.Workload;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Computes the entries of a catalogue file by the estimator's methods, with the host's share. */
public final class CatalogueEstimator implements CostEstimator {

    private final Models models = new Models(CostCatalogue.bundled());
    private final Consumer<String> notes;

    /**
     * An estimator of entries.
     *
     * @param notes takes what a reader of the figures must know, with the place of the entry
     */
    public CatalogueEstimator(Consumer<String> notes) {
        this.notes = notes;
    }

    @Override
    public CostRow estimate(EstimateEntry entry) {
        try {
            Workload workload = new Workload(
                    model(entry),
                    Optional.of(GpuCatalogue.bundled().require(entry.gpu())),
                    Optional.empty(),
                    entry.precision(),
                    OptionalInt.empty(),
                    entry.inputTokens(),
                    0,
                    entry.outputTokens().orElse(0));
            Optional<Path> coefficients = entry.coefficients();
            Coefficients.Fitted fitted = Coefficients.methods(coefficients.orElse(null), Optional.empty());
            Estimator estimator = new Estimator(fitted.methods(), true);
            return estimator.row(
                    workload,
                    fitted.method(entry.method()),
                    entry.batch(),
                    warning -> notes.accept(entry.place() + ": " + warning));
        } catch (EstimateException e) {
            throw new EstimateException(entry.place() + ": " + e.getMessage());
        } catch (NoSuchFileException e) {
            throw new EstimateException(entry.place() + ": there is no file " + e.getFile());
        } catch (IOException e) {
            throw new EstimateException(entry.place() + ": a file cannot be read: " + e.getMessage());
        }
    }

    private Model model(EstimateEntry entry) throws IOException {
        if (entry.network().isPresent()) {
            return Model.of(NetworkFile.read(entry.network().get()));
        }
        return models.require(entry.model().orElseThrow());
    }
}
