package io.wattledger.estimator;

import java.time.Instant;

/**
 * The factors of a region from a time on.
 *
 * @param region the region's name at its provider
 * @param provider the cloud provider
 * @param pue power usage effectiveness: energy of the facility over energy of the IT, at least 1
 * @param wueLitresPerKwh water usage effectiveness: litres used on site per kWh of IT energy
 * @param ewifLitresPerKwh electricity water intensity: litres consumed to generate one kWh
 * @param gramsCo2ePerKwh carbon intensity of the grid, grams of CO2e per kWh
 * @param effectiveFrom first instant that the factors cover
 * @param source where each factor comes from
 * @param sourceDate date of the source: a year, a month or a day
 */
public record SiteRow(
        String region,
        String provider,
        double pue,
        double wueLitresPerKwh,
        double ewifLitresPerKwh,
        double gramsCo2ePerKwh,
        Instant effectiveFrom,
        String source,
        String sourceDate) {

    public SiteRow {
        check(region, "pue", pue, 1);
        check(region, "wue", wueLitresPerKwh, 0);
        check(region, "ewif", ewifLitresPerKwh, 0);
        check(region, "carbon intensity", gramsCo2ePerKwh, 0);
    }

    private static void check(String region, String factor, double value, double minimum) {
        if (!Double.isFinite(value) || value < minimum) {
            throw new IllegalArgumentException(
                    "%s of %s: %s; must be finite and at least %s".formatted(factor, region, value, minimum));
        }
    }
}
