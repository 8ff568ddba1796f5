package io.wattledger.standalone.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/**
 * A unit in which people read an amount.
 *
 * @param size joules, litres or grams of one
 */
record Scale(BigDecimal size, String sign) {

    private static final MathContext THREE_DIGITS = new MathContext(3, RoundingMode.HALF_EVEN);
    private static final BigDecimal WHOLE_FROM = BigDecimal.valueOf(1_000);
    private static final int MOST_DECIMALS = 4;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** Between a number and its unit no line ends. */
    static final String NO_BREAK = "\u00a0";

    private static final List<Scale> ENERGY = List.of(
            of("1e-3", "mJ"),
            of("1", "J"),
            of("1e3", "kJ"),
            of("3.6e6", "kWh"),
            of("3.6e9", "MWh"),
            of("3.6e12", "GWh"),
            of("3.6e15", "TWh"));
    private static final List<Scale> WATER = List.of(of("1e-6", "µL"), of("1e-3", "mL"), of("1", "L"), of("1e3", "m³"));
    private static final List<Scale> CARBON =
            List.of(of("1e-6", "µg"), of("1e-3", "mg"), of("1", "g"), of("1e3", "kg"), of("1e6", "t"));

    private static Scale of(String size, String sign) {
        return new Scale(new BigDecimal(size), sign);
    }

    /** That in which the largest of some amounts is read best; the others follow it. */
    static Scale of(Quantity quantity, BigDecimal largest) {
        List<Scale> units =
                switch (quantity) {
                    case ENERGY, FACILITY_ENERGY -> ENERGY;
                    case WATER -> WATER;
                    case CARBON -> CARBON;
                };
        return units.stream()
                .filter(unit -> unit.size.compareTo(largest.abs()) <= 0)
                .reduce((smaller, larger) -> larger)
                .orElse(units.get(1));
    }

    /** An amount in the unit that suits it. */
    static String text(Quantity quantity, BigDecimal amount) {
        return of(quantity, amount).text(amount);
    }

    BigDecimal in(BigDecimal amount) {
        return amount.divide(size, MathContext.DECIMAL128);
    }

    String number(BigDecimal amount) {
        return digits(in(amount));
    }

    String text(BigDecimal amount) {
        return number(amount) + NO_BREAK + sign;
    }

    /** Low to high. */
    String range(Range range) {
        return number(range.low()) + " to " + number(range.high());
    }

    /** With a plus or a minus. */
    String change(BigDecimal amount) {
        BigDecimal shown = in(amount).setScale(MOST_DECIMALS, RoundingMode.HALF_EVEN);
        return signed(shown, number(amount.abs()));
    }

    /** Three significant digits, whole from a thousand on. */
    static String digits(BigDecimal value) {
        if (value.signum() == 0) {
            return "0";
        }
        BigDecimal rounded = value.round(THREE_DIGITS);
        if (rounded.abs().compareTo(WHOLE_FROM) >= 0) {
            return String.format(
                            Locale.ROOT,
                            "%,d",
                            value.setScale(0, RoundingMode.HALF_EVEN).toBigInteger())
                    .replace('-', '−');
        }
        // Further than that from the largest of its column it is as good as nothing, and would only widen it.
        BigDecimal shown =
                rounded.scale() > MOST_DECIMALS ? value.setScale(MOST_DECIMALS, RoundingMode.HALF_EVEN) : rounded;
        return shown.signum() == 0
                ? "<" + NO_BREAK + "0.0001"
                : shown.toPlainString().replace('-', '−');
    }

    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value).replace('-', '−');
    }

    /** By how many percent an amount has changed, with one decimal. */
    static String percent(BigDecimal now, BigDecimal before) {
        BigDecimal percent = now.subtract(before)
                .multiply(HUNDRED)
                .divide(before.abs(), MathContext.DECIMAL128)
                .setScale(1, RoundingMode.HALF_EVEN);
        return signed(percent, String.format(Locale.ROOT, "%,.1f", percent.abs())) + NO_BREAK + "%";
    }

    static String signed(BigDecimal value, String absolute) {
        return switch (value.signum()) {
            case 1 -> "+" + absolute;
            case -1 -> "−" + absolute;
            default -> "±0";
        };
    }
}
