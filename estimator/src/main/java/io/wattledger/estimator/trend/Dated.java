package io.wattledger.estimator.trend;

import java.time.LocalDate;

/**
 * A value of a day.
 *
 * @param name what has the value
 * @param date the day
 * @param value above 0
 */
public record Dated(String name, LocalDate date, double value) {}
