package io.wattledger.estimator.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wattledger.estimator.trend.chart.Chart;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;

/** What a calibration came to. */
interface CalibrationResult {

    /** Writes it for people. */
    void print(PrintWriter out);

    /** The same for programs. */
    ObjectNode json();

    /** What a coefficients file holds of it; empty where there are too few families for a range. */
    Optional<Map<String, Object>> coefficients();

    /** Why there is no entry, where there is none. */
    String tooFew();

    /** Predicted against measured, of what was left out; empty where nothing could be. */
    Optional<Chart> chart();

    /**
     * Its part of docs/accuracy.md.
     *
     * @throws java.util.NoSuchElementException if the rows gave no range
     */
    void writeTo(AccuracyText page);
}
