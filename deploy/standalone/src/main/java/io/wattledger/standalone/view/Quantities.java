package io.wattledger.standalone.view;

import io.wattledger.ledger.Amount;
import io.wattledger.ledger.Footprint;
import java.util.Locale;
import java.util.Optional;

/** Amounts as people read them: three or four digits and an SI prefix. */
public final class Quantities {

    private static final String[] PREFIXES = {"µ", "m", "", "k", "M", "G", "T"};
    private static final double MILLIONTHS = 1e6;

    private Quantities() {}

    static String energy(Footprint footprint) {
        return central(footprint.energy(), "J");
    }

    static String water(Footprint footprint) {
        return central(footprint.water(), "L");
    }

    static String carbon(Footprint footprint) {
        return central(footprint.carbon(), "g");
    }

    private static String central(Optional<? extends Amount<?>> amount, String unit) {
        return amount.map(a -> format(a.central() / MILLIONTHS, unit)).orElse("unknown");
    }

    static String range(Optional<? extends Amount<?>> amount, String unit) {
        return amount.map(a -> format(a.low() / MILLIONTHS, unit) + " – " + format(a.high() / MILLIONTHS, unit))
                .orElse("");
    }

    /** A value, with the prefix that leaves it three or four digits. */
    public static String format(double value, String unit) {
        double scaled = value * MILLIONTHS;
        int prefix = 0;
        // 999.5 is the least that three digits round up to 1000.
        while (Math.abs(scaled) >= 999.5 && prefix < PREFIXES.length - 1) {
            scaled /= 1000;
            prefix++;
        }
        double size = Math.abs(scaled);
        String digits = size >= 99.95 ? "%.0f" : size >= 9.995 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, digits + " %s%s", scaled, PREFIXES[prefix], unit);
    }

    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
