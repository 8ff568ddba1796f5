package io.wattledger.estimator.cli;

import io.wattledger.estimator.Spread;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** What entries of coefficients files have in common. Their numbers have six digits, so that a file is the same on every machine. */
final class EntryFields {

    private static final MathContext SIX_DIGITS = new MathContext(6);

    private EntryFields() {}

    static double rounded(double value) {
        return BigDecimal.valueOf(value).round(SIX_DIGITS).doubleValue();
    }

    static Spread rounded(Spread spread) {
        return new Spread(rounded(spread.low()), rounded(spread.high()));
    }

    static Map<String, Object> map(Spread spread) {
        return ordered("low", spread.low(), "high", spread.high());
    }

    static Map<String, Object> ordered(String firstKey, Object first, String secondKey, Object second) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(firstKey, first);
        map.put(secondKey, second);
        return map;
    }

    static Optional<LocalDate> date(YamlMap entry, String key) {
        return entry.needed(key)
                .flatMap(value -> entry.parsed(key, EntryFields::date, "must be a date, as in 2026-11-21"));
    }

    private static Optional<LocalDate> date(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    static OptionalDouble positive(YamlMap map, String key) {
        return map.number(key, value -> value > 0, "above 0");
    }

    static Optional<Spread> spread(YamlMap ranges, String key) {
        return ranges.map(key, List.of("low", "high")).flatMap(map -> {
            OptionalDouble low = map.number("low", value -> value > 0 && value <= 1, "above 0 and at most 1");
            OptionalDouble high = map.number("high", value -> value >= 1, "of 1 or more");
            return low.isPresent() && high.isPresent()
                    ? Optional.of(new Spread(low.getAsDouble(), high.getAsDouble()))
                    : Optional.empty();
        });
    }
}
