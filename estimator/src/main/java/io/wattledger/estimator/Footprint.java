package io.wattledger.estimator;

/**
 * What an amount of IT energy costs the planet at one site.
 *
 * @param it energy at the accelerator and its share of the host
 * @param facility the same with the building's overhead
 * @param water litres used on site and behind the electricity
 * @param carbon grams of CO2e of the electricity
 */
public record Footprint(
        Estimate<Joules> it, Estimate<Joules> facility, Estimate<Litres> water, Estimate<Grams> carbon) {}
