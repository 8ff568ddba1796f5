package io.wattledger.estimator.cli;

import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.UnknownNameException;
import io.wattledger.estimator.method.EfficiencyLaw;
import io.wattledger.estimator.method.EfficiencyLaws;
import java.util.Arrays;
import java.util.List;

/**
 * An efficiency law that a user fitted.
 *
 * @param operation what it prices: one of {@link #OPERATIONS}
 * @param peakTflops of the device that it is a share of, 1e12 FLOP/s
 * @param hardware the device
 * @param source the file it was fitted to, and how many rows
 * @param date of the fit, ISO 8601
 */
record FittedLaw(String operation, EfficiencyLaw law, double peakTflops, String hardware, String source, String date) {

    /** The operations that the source of the law tells apart: its tables 1 and 2. */
    static final List<String> OPERATIONS = Arrays.stream(EfficiencyLaws.Part.values())
            .map(EfficiencyLaws.Part::label)
            .toList();

    FittedLaw {
        if (!OPERATIONS.contains(operation)) {
            throw new UnknownNameException("operation", operation, OPERATIONS, "'wattledger fit efficiency --help'");
        }
        if (!(peakTflops > 0) || Double.isInfinite(peakTflops)) {
            throw new EstimateException("peakTflops is " + peakTflops + "; it must be above 0");
        }
    }
}
