package io.wattledger.estimator.trend;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Growth in words. */
final class Wording {

    private Wording() {}

    /** "all models: ×1.20 a year"; the name alone without a trend. */
    static String withFactor(Growth growth) {
        return growth.perYear().isPresent()
                ? String.format(
                        Locale.ROOT,
                        "%s: ×%.2f a year",
                        growth.name(),
                        growth.perYear().getAsDouble())
                : growth.name();
    }

    /** "all models ×1.20 a year (doubling in 46 months), best of the year ×…". */
    static String sentence(Growth... growths) {
        return Stream.of(growths).map(Wording::clause).collect(Collectors.joining("; "));
    }

    private static String clause(Growth growth) {
        if (growth.perYear().isEmpty()) {
            return growth.name() + ": too few dates for a trend";
        }
        String doubling = growth.doublingMonths().isPresent()
                ? String.format(
                        Locale.ROOT,
                        "doubling in %.0f months",
                        growth.doublingMonths().getAsDouble())
                : "falling";
        return String.format(
                Locale.ROOT,
                "%s ×%.2f a year (%s, R² %.2f)",
                growth.name(),
                growth.perYear().getAsDouble(),
                doubling,
                growth.rSquared().orElse(0));
    }
}
