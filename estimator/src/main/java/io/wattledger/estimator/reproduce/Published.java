package io.wattledger.estimator.reproduce;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/**
 * A number as a document prints it.
 *
 * @param text with its digits: "0.100", "6.44e10", "79,897"
 */
public record Published(String text) {

    private static final int EXTRA_DIGITS = 2;
    private static final int FEWEST_DIGITS = 4;
    private static final double PLAIN_FROM = 1e-4;
    private static final double PLAIN_TO = 1e9;

    /** The number. */
    public double value() {
        return decimal().doubleValue();
    }

    /** One unit of the last printed digit. */
    public double unit() {
        return decimal().ulp().doubleValue();
    }

    /** Another number, with two digits more than this one has. */
    String alike(double other) {
        int digits = Math.max(FEWEST_DIGITS, decimal().precision() + EXTRA_DIGITS);
        double size = Math.abs(other);
        if (size != 0 && (size < PLAIN_FROM || size >= PLAIN_TO)) {
            return String.format(Locale.ROOT, "%." + (digits - 1) + "e", other);
        }
        return new BigDecimal(other).round(new MathContext(digits)).toPlainString();
    }

    private BigDecimal decimal() {
        return new BigDecimal(text.replace(",", ""));
    }
}
