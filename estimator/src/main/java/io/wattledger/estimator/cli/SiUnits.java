package io.wattledger.estimator.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** Numbers for people: four digits and a decimal prefix, "15.47 GMACs", "99.8 mJ". */
final class SiUnits {

    private static final List<String> PREFIXES = List.of("p", "n", "µ", "m", "", "k", "M", "G", "T", "P", "E");
    private static final int UNITY = PREFIXES.indexOf("");
    private static final MathContext DIGITS = new MathContext(4);
    private static final int PLAIN_FROM = -3;
    private static final int PLAIN_BELOW = 6;

    private SiUnits() {}

    static String of(double value, String unit) {
        BigDecimal rounded = new BigDecimal(value).round(DIGITS);
        int thousands = rounded.signum() == 0 ? 0 : Math.floorDiv(exponent(rounded), 3);
        int prefix = Math.max(0, Math.min(PREFIXES.size() - 1, UNITY + thousands));
        BigDecimal scaled = rounded.movePointLeft(3 * (prefix - UNITY));
        return (plain(scaled) + " " + PREFIXES.get(prefix) + unit).stripTrailing();
    }

    /** Four digits without a unit; with an exponent where the number would be long. */
    static String digits(double value) {
        BigDecimal rounded = new BigDecimal(value).round(DIGITS);
        int exponent = rounded.signum() == 0 ? 0 : exponent(rounded);
        boolean readable = exponent >= PLAIN_FROM && exponent < PLAIN_BELOW;
        return readable ? plain(rounded) : plain(rounded.movePointLeft(exponent)) + "e" + exponent;
    }

    private static int exponent(BigDecimal number) {
        return number.precision() - number.scale() - 1;
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
