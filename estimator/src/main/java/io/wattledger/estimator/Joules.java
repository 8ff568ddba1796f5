package io.wattledger.estimator;

/**
 * Energy.
 *
 * @param value joules
 */
public record Joules(double value) implements Quantity<Joules> {

    public Joules {
        value = Quantity.checked(value, "J");
    }

    @Override
    public Joules withValue(double value) {
        return new Joules(value);
    }
}
