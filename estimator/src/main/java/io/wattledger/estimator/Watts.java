package io.wattledger.estimator;

/**
 * Power.
 *
 * @param value joules per second
 */
public record Watts(double value) implements Quantity<Watts> {

    public Watts {
        value = Quantity.checked(value, "W");
    }

    @Override
    public Watts withValue(double value) {
        return new Watts(value);
    }
}
