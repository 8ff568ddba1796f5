package io.wattledger.standalone.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

/**
 * What the same usage would save elsewhere, by the cost table.
 *
 * @param group model and GPU as booked
 * @param ground why another model does the same job; empty where the model stays
 * @param ratio of the energy elsewhere to that here
 * @param clear whether the highest energy elsewhere is below the lowest here; otherwise it is the central figures that say so
 * @param money what would be saved; empty without prices
 */
record Saving(
        Group group,
        String model,
        String gpu,
        int batchSize,
        Optional<String> ground,
        double ratio,
        boolean clear,
        Optional<BigDecimal> money) {

    /** In proportion to the energy: it is the same region. */
    Optional<BigDecimal> of(Quantity quantity) {
        return group.now().central(quantity).map(amount -> amount.multiply(part()));
    }

    BigDecimal energy() {
        return of(Quantity.ENERGY).orElse(BigDecimal.ZERO);
    }

    /** Of 1. */
    BigDecimal part() {
        return part(ratio);
    }

    static BigDecimal part(double ratio) {
        return BigDecimal.ONE.subtract(BigDecimal.valueOf(ratio), MathContext.DECIMAL64);
    }
}
