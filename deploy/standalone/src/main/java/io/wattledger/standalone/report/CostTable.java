package io.wattledger.standalone.report;

import io.wattledger.estimator.catalogue.Gpu;
import io.wattledger.estimator.catalogue.GpuCatalogue;
import io.wattledger.ledger.CostRevision;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What inferences cost at a moment.
 *
 * @param byModel revision in force, by model and GPU, both as the table writes them
 */
record CostTable(SortedMap<String, SortedMap<String, CostRevision>> byModel) {

    static final CostTable EMPTY = new CostTable(new TreeMap<>());

    Optional<CostRevision> of(String model, String gpu) {
        return Optional.ofNullable(on(model).get(gpu));
    }

    SortedMap<String, CostRevision> on(String model) {
        return byModel.getOrDefault(model, new TreeMap<>());
    }

    /** One name for all that tools print for a GPU, where the catalogue knows it. */
    static String gpu(String name) {
        return GpuCatalogue.bundled().find(name).map(Gpu::name).orElse(name);
    }
}
