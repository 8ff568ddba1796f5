package io.wattledger.standalone.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Amounts of money as text. */
final class Cost {

    private Cost() {}

    static String text(Prices prices, BigDecimal amount) {
        return prices.currency().getCurrencyCode() + Scale.NO_BREAK + number(prices, amount);
    }

    static String number(Prices prices, BigDecimal amount) {
        return String.format(
                        Locale.ROOT,
                        "%,." + prices.digits() + "f",
                        amount.setScale(prices.digits(), RoundingMode.HALF_EVEN))
                .replace('-', '−');
    }

    /** With a plus or a minus. */
    static String change(Prices prices, BigDecimal amount) {
        return prices.currency().getCurrencyCode()
                + Scale.NO_BREAK
                + Scale.signed(amount, number(prices, amount.abs()));
    }
}
