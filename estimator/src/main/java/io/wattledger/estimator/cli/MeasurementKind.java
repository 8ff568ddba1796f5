package io.wattledger.estimator.cli;

import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.cli.fit.ServingRow;
import java.util.List;

/** How a file of measurements names things. */
sealed interface MeasurementKind permits OwnMeasurements, MlEnergyV3, MlEnergyV2 {

    /** The column that no other kind has. */
    String telling();

    /** Columns that it must have. */
    List<String> needed();

    /** Columns that are read where they are there. */
    default List<String> optional() {
        return List.of();
    }

    /**
     * Reads a line.
     *
     * @throws EstimateException if it cannot be used
     */
    ServingRow row(CsvLine line);
}
