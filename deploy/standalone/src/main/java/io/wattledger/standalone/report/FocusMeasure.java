package io.wattledger.standalone.report;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * So much of something.
 *
 * @param unit as FOCUS writes units: plural, capitalised, parts with a hyphen between them (attribute UnitFormat)
 */
record FocusMeasure(BigDecimal quantity, String unit) {

    private static final int SCALE = 12;

    static FocusMeasure of(long count, String unit) {
        return new FocusMeasure(BigDecimal.valueOf(count), unit);
    }

    /** In kWh, rounded to 12 decimals, since most joules are no finite number of kWh. */
    static FocusMeasure ofJoules(BigDecimal joules) {
        BigDecimal rounded = joules.divide(Prices.JOULES_PER_KWH, SCALE, RoundingMode.HALF_EVEN);
        return new FocusMeasure(
                rounded.signum() == 0 ? BigDecimal.ZERO : rounded.stripTrailingZeros(), "Kilowatt-Hours");
    }
}
