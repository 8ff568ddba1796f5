package io.wattledger.estimator.cli;

import io.wattledger.estimator.catalogue.CostCatalogue;
import io.wattledger.estimator.method.Methods;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The methods, with coefficients of the user's own where there are some. */
final class Coefficients {

    private Coefficients() {}

    static Methods methods(@Nullable Path file) {
        return new Methods(CostCatalogue.bundled());
    }
}
