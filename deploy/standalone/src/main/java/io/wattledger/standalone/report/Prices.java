package io.wattledger.standalone.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Currency;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What electricity, water, carbon and accelerators cost.
 *
 * @param electricity per kWh of facility energy, by region
 * @param water per cubic metre, by region
 * @param carbon per tonne of CO2e, by region
 * @param gpus by GPU
 */
record Prices(Currency currency, Tariff electricity, Tariff water, Tariff carbon, Map<String, GpuHour> gpus) {

    /** 1 kWh is 3.6 million joules, by definition. */
    static final BigDecimal JOULES_PER_KWH = BigDecimal.valueOf(3_600_000);

    private static final BigDecimal LITRES_PER_CUBIC_METRE = BigDecimal.valueOf(1_000);
    private static final BigDecimal GRAMS_PER_TONNE = BigDecimal.valueOf(1_000_000);
    private static final BigDecimal SECONDS_PER_HOUR = BigDecimal.valueOf(3_600);

    Prices {
        gpus = Map.copyOf(gpus);
    }

    /** A price that may depend on the region. */
    record Tariff(Optional<BigDecimal> other, Map<String, BigDecimal> byRegion) {

        static final Tariff NONE = new Tariff(Optional.empty(), Map.of());

        Tariff {
            byRegion = Map.copyOf(byRegion);
        }

        Optional<BigDecimal> of(String region) {
            return Optional.ofNullable(byRegion.get(region)).or(() -> other);
        }
    }

    /**
     * Price of an hour of an accelerator. Events do not say for how long they had it alone, so hours are those that it takes to
     * draw the booked energy at a power.
     *
     * @param watts rated power of the accelerator with its share of the host
     */
    record GpuHour(BigDecimal price, BigDecimal watts) {

        /** Of the hours that it takes to draw some joules. */
        BigDecimal of(BigDecimal joules) {
            return joules.multiply(price).divide(watts.multiply(SECONDS_PER_HOUR), MathContext.DECIMAL128);
        }
    }

    /** Decimals of the currency. */
    int digits() {
        return Math.max(0, currency.getDefaultFractionDigits());
    }

    /** What figures cost, exactly. What is unknown or has no price costs nothing known. */
    Money of(String region, String gpu, Figures figures) {
        Map<Money.Component, BigDecimal> parts = new EnumMap<>(Money.Component.class);
        put(
                parts,
                Money.Component.ELECTRICITY,
                electricity.of(region),
                figures,
                Quantity.FACILITY_ENERGY,
                JOULES_PER_KWH);
        put(parts, Money.Component.WATER, water.of(region), figures, Quantity.WATER, LITRES_PER_CUBIC_METRE);
        put(parts, Money.Component.CARBON, carbon.of(region), figures, Quantity.CARBON, GRAMS_PER_TONNE);
        Optional.ofNullable(gpus.get(gpu))
                .ifPresent(hour -> put(
                        parts,
                        Money.Component.GPU,
                        Optional.of(hour.price()),
                        figures,
                        Quantity.ENERGY,
                        hour.watts().multiply(SECONDS_PER_HOUR)));
        return new Money(parts);
    }

    private static void put(
            Map<Money.Component, BigDecimal> parts,
            Money.Component component,
            Optional<BigDecimal> price,
            Figures figures,
            Quantity quantity,
            BigDecimal unitsPerPriced) {
        if (price.isPresent()) {
            figures.central(quantity)
                    .ifPresent(amount -> parts.put(
                            component, amount.multiply(price.get()).divide(unitsPerPriced, MathContext.DECIMAL128)));
        }
    }
}
