package io.wattledger.estimator.cli.fit;

import java.util.Optional;

/**
 * A coefficient as a fit left it.
 *
 * @param name as JSON and files call it
 * @param interval empty where it was not fitted
 * @param note why it was not fitted; empty where it was
 */
public record Coefficient(String name, double value, Optional<Interval> interval, String note) {}
