package io.wattledger.ledger;

import java.util.OptionalLong;

/**
 * The factors of a region while they are in force.
 *
 * @param pue energy of the facility over energy of the IT, at least 1
 * @param wueLitresPerKwh water evaporated on site per kWh of IT energy
 * @param ewifLitresPerKwh water consumed to generate a kWh
 * @param gramsCo2ePerKwh carbon intensity of the grid
 */
public record SiteRevision(
        String name,
        long effectiveFrom,
        OptionalLong effectiveTo,
        double pue,
        double wueLitresPerKwh,
        double ewifLitresPerKwh,
        double gramsCo2ePerKwh)
        implements Revision {

    /** 1 kWh = 3.6e6 J (SI Brochure, 9th edition, table 8: 1 h = 3600 s). A millionth of the one in a millionth of the other. */
    private static final double JOULES_PER_KWH = 3.6e6;

    /** @throws IllegalArgumentException if a factor is not finite, negative, or the PUE below 1. */
    public SiteRevision {
        Revision.checkName(name);
        effectiveFrom = Revision.minuteOf(effectiveFrom);
        effectiveTo = Revision.minuteOf(effectiveTo);
        check(name, "pue", pue, 1);
        check(name, "wueLitresPerKwh", wueLitresPerKwh, 0);
        check(name, "ewifLitresPerKwh", ewifLitresPerKwh, 0);
        check(name, "gramsCo2ePerKwh", gramsCo2ePerKwh, 0);
    }

    @Override
    public boolean says(Revision other) {
        return other instanceof SiteRevision site
                && name.equals(site.name)
                && pue == site.pue
                && wueLitresPerKwh == site.wueLitresPerKwh
                && ewifLitresPerKwh == site.ewifLitresPerKwh
                && gramsCo2ePerKwh == site.gramsCo2ePerKwh;
    }

    /** Energy with the overhead of the facility: E_IT times PUE. */
    public Amount<Unit.Microjoules> facilityEnergy(Amount<Unit.Microjoules> energy) {
        return scaled(energy, pue);
    }

    /**
     * Water on site and behind the electricity: E_IT times WUE plus E_IT times PUE times EWIF (Li et al., "Making AI Less
     * Thirsty", 2023, equations 1 to 3). WUE is per kWh of IT energy, so PUE does not multiply it.
     */
    public Amount<Unit.Microlitres> water(Amount<Unit.Microjoules> energy) {
        return scaled(energy, (wueLitresPerKwh + pue * ewifLitresPerKwh) / JOULES_PER_KWH);
    }

    /** CO2e of the electricity: E_IT times PUE times the intensity of the grid. */
    public Amount<Unit.Micrograms> carbon(Amount<Unit.Microjoules> energy) {
        return scaled(energy, pue * gramsCo2ePerKwh / JOULES_PER_KWH);
    }

    private static <U extends Unit> Amount<U> scaled(Amount<?> amount, double factor) {
        return Amount.rounded(amount.low() * factor, amount.central() * factor, amount.high() * factor);
    }

    private static void check(String name, String field, double value, double least) {
        if (!(value >= least && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "site revision " + name + ": " + field + " must be at least " + least + ", but is " + value);
        }
    }
}
