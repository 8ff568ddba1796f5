package io.wattledger.standalone.batches;

import io.wattledger.estimator.catalogue.CostCatalogue;
import io.wattledger.estimator.catalogue.Gpu;
import io.wattledger.estimator.catalogue.GpuCatalogue;
import io.wattledger.estimator.method.Models;
import java.util.Set;
import java.util.stream.Collectors;

/** A model on a GPU, as somebody calls them. */
record Named(String model, String gpu) {

    /** The same under the names of the catalogue, which all of its aliases have in common. */
    Named canonical() {
        return new Named(Models.canonical(model), canonicalGpu(gpu));
    }

    static String canonicalGpu(String gpu) {
        return GpuCatalogue.bundled().find(gpu).map(Gpu::name).orElse(gpu);
    }

    /** Those whose costs come with the estimator: somebody measured them. */
    static Set<Named> measured() {
        return CostCatalogue.bundled().rows().stream()
                .map(row -> new Named(row.model(), row.gpu()).canonical())
                .collect(Collectors.toSet());
    }
}
