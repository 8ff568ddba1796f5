package io.wattledger.estimator;

/**
 * Mass of CO2e.
 *
 * @param value grams
 */
public record Grams(double value) implements Quantity<Grams> {

    public Grams {
        value = Quantity.checked(value, "g");
    }

    @Override
    public Grams withValue(double value) {
        return new Grams(value);
    }
}
