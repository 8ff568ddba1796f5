package io.wattledger.estimator;

/**
 * Floating-point operations, a count and not a rate; a multiply-add counts as two.
 *
 * @param value operations
 */
public record Flops(double value) implements Quantity<Flops> {

    public Flops {
        value = Quantity.checked(value, "FLOP");
    }

    @Override
    public Flops withValue(double value) {
        return new Flops(value);
    }
}
