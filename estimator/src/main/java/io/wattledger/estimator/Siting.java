package io.wattledger.estimator;

/**
 * From joules to litres and grams.
 *
 * <pre>
 * E_site = E_IT × PUE
 * carbon = E_site × grid intensity
 * water  = E_IT × WUE + E_site × EWIF
 * </pre>
 *
 * WUE is per kWh of IT energy, so PUE has no place in the first term of the water. Li et al., "Making AI
 * Less 'Thirsty'", arXiv 2304.03271, 2023, section 3.
 */
public final class Siting {

    /** 1 kWh = 1000 W × 3600 s, exact (SI Brochure, 9th edition, 2019, table 8: h = 3600 s). */
    public static final double JOULES_PER_KWH_SI = 3.6e6;

    private Siting() {}

    /** The footprint of IT energy spent at a site. */
    public static Footprint footprint(Estimate<Joules> it, SiteRow site) {
        Estimate<Joules> facility = it.times(site.pue());
        Estimate<Litres> onSite = it.map(energy -> new Litres(kwh(energy) * site.wueLitresPerKwh()));
        Estimate<Litres> offSite = facility.map(energy -> new Litres(kwh(energy) * site.ewifLitresPerKwh()));
        Estimate<Grams> carbon = facility.map(energy -> new Grams(kwh(energy) * site.gramsCo2ePerKwh()));
        return new Footprint(it, facility, onSite.plus(offSite), carbon);
    }

    /**
     * Water by a preset per kWh of IT energy, for those who have no site's factors.
     */
    public static Estimate<Litres> water(Estimate<Joules> it, WaterPreset preset) {
        return new Estimate<>(
                new Litres(kwh(it.low()) * preset.lowLitresPerKwh()),
                new Litres(kwh(it.central()) * preset.centralLitresPerKwh()),
                new Litres(kwh(it.high()) * preset.highLitresPerKwh()));
    }

    private static double kwh(Joules energy) {
        return energy.value() / JOULES_PER_KWH_SI;
    }
}
