package io.wattledger.estimator;

/**
 * Volume of water.
 *
 * @param value litres
 */
public record Litres(double value) implements Quantity<Litres> {

    public Litres {
        value = Quantity.checked(value, "L");
    }

    @Override
    public Litres withValue(double value) {
        return new Litres(value);
    }
}
