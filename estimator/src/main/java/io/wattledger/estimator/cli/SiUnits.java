package io.wattledger.estimator.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** Numbers for people: four digits and a decimal prefix, "15.47 GMACs". */
final class SiUnits {

    private static final List<String> PREFIXES = List.of("", "k", "M", "G", "T", "P", "E");
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);
    private static final MathContext DIGITS = new MathContext(4);

    private SiUnits() {}

    static String of(double value, String unit) {
        BigDecimal scaled = new BigDecimal(value).round(DIGITS);
        int prefix = 0;
        while (scaled.compareTo(THOUSAND) >= 0 && prefix < PREFIXES.size() - 1) {
            scaled = scaled.movePointLeft(3);
            prefix++;
        }
        String number = scaled.signum() == 0 ? "0" : scaled.stripTrailingZeros().toPlainString();
        return (number + " " + PREFIXES.get(prefix) + unit).stripTrailing();
    }
}
