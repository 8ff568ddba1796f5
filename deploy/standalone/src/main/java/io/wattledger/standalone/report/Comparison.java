package io.wattledger.standalone.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;

/**
 * Things that a person knows, of which an amount can be told in.
 *
 * @param takes joules, litres or grams of one
 * @param how it was computed, and the source
 */
record Comparison(Quantity quantity, String name, double takes, String how) {

    /** Specific heat capacity of water, J/(kg K), times 85 K: a litre from 15 °C to the boil. */
    private static final double JOULES_PER_LITRE_BOILED = 4_186.0 * 85;

    /** 8 W for an hour, by definition. */
    private static final double JOULES_PER_LAMP_HOUR = 8.0 * 3_600;

    /** By definition of the US gallon. */
    private static final double LITRES_PER_US_GALLON = 3.785411784;

    /** US gallons a minute of a standard showerhead, EPA WaterSense. */
    private static final double GALLONS_PER_SHOWER_MINUTE = 2.5;

    /** Grams of CO2 per US gallon of petrol, EPA, Greenhouse Gas Emissions from a Typical Passenger Vehicle. */
    private static final double EPA_GRAMS_PER_GALLON_OF_PETROL = 8_887;

    /** The same as on the page of an instance. */
    static final List<Comparison> ALL = List.of(
            new Comparison(
                    Quantity.ENERGY,
                    "litres of water brought to the boil",
                    JOULES_PER_LITRE_BOILED,
                    "1 litre from 15 °C to 100 °C: 85 K × 4,186 J/K = 0.356 MJ = 0.0988 kWh, at 100 % efficiency. A real"
                            + " kettle takes more."),
            new Comparison(
                    Quantity.ENERGY,
                    "hours of light from an LED lamp of 8 W",
                    JOULES_PER_LAMP_HOUR,
                    "8 W × 3,600 s = 28.8 kJ."),
            new Comparison(
                    Quantity.WATER,
                    "minutes under a shower",
                    GALLONS_PER_SHOWER_MINUTE * LITRES_PER_US_GALLON,
                    "By volume: 2.5 US gallons (9.46 L) a minute, a standard showerhead according to EPA WaterSense,"
                            + " https://nepis.epa.gov/Exe/ZyPURL.cgi?Dockey=P100WT70.txt. The books count water that is"
                            + " consumed."),
            new Comparison(
                    Quantity.CARBON,
                    "litres of petrol burnt",
                    EPA_GRAMS_PER_GALLON_OF_PETROL / LITRES_PER_US_GALLON,
                    "8,887 g of CO₂ per US gallon of petrol, so 2.35 kg a litre, without its production: EPA, Greenhouse"
                            + " Gas Emissions from a Typical Passenger Vehicle,"
                            + " https://nepis.epa.gov/Exe/ZyPURL.cgi?Dockey=P100LQ99.txt."));

    /** How many of the thing an amount is. */
    String count(BigDecimal amount) {
        double number =
                amount.divide(BigDecimal.valueOf(takes), MathContext.DECIMAL64).doubleValue();
        return number >= 1_000 ? String.format(Locale.ROOT, "%,.0f", number) : Scale.digits(BigDecimal.valueOf(number));
    }
}
