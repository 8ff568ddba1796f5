package io.wattledger.estimator.cli;

import java.util.Locale;

/** Numbers with SI prefixes, for people. */
final class Si {

    private static final String[] PREFIXES = {"p", "n", "µ", "m", "", "k", "M", "G", "T", "P", "E"};
    private static final int UNITY = 4;
    private static final double THOUSAND = 1000;

    private Si() {}

    /** Three to four digits and a unit: "15.47 GMAC", "99.8 mJ", "0 J". */
    static String format(double value, String unit) {
        if (value == 0) {
            return "0 " + unit;
        }
        int power = (int) Math.floor(Math.log10(Math.abs(value)) / 3);
        int index = Math.max(0, Math.min(PREFIXES.length - 1, UNITY + power));
        double scaled = value / Math.pow(THOUSAND, index - UNITY);
        return "%s %s%s".formatted(digits(scaled), PREFIXES[index], unit);
    }

    /** Four significant digits without an exponent where that is readable. */
    static String digits(double value) {
        double size = Math.abs(value);
        if (value == 0 || (size >= 1e-3 && size < 1e6)) {
            int decimals = value == 0 ? 0 : Math.max(0, 3 - (int) Math.floor(Math.log10(size)));
            return String.format(Locale.ROOT, "%." + decimals + "f", value);
        }
        return String.format(Locale.ROOT, "%.3e", value);
    }
}
