package io.wattledger.estimator.cli;

import io.wattledger.estimator.CostRow;
import java.util.Optional;

/**
 * A cost row with the state of its calibration.
 *
 * @param calibratedOn date (ISO 8601) and software stack of the calibration, for calibrated methods
 */
public record CostEntry(CostRow row, Optional<String> calibratedOn) {

    /** A row that no calibration went into. */
    public static CostEntry of(CostRow row) {
        return new CostEntry(row, Optional.empty());
    }
}
