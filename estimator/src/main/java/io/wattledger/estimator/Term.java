package io.wattledger.estimator;

/**
 * One number of a cost row and where it comes from.
 *
 * @param name what the number is
 * @param value its value
 * @param unit its unit
 * @param source how it was derived, from which document, of which date
 */
public record Term(String name, double value, String unit, String source) {}
