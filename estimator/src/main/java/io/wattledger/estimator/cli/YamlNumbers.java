package io.wattledger.estimator.cli;

import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers as people write them. */
final class YamlNumbers {

    /** A type suffix as in "1d" and hexadecimal floats are Java's, not a person's. */
    private static final Pattern DECIMAL = Pattern.compile("[-+.0-9eE]+");

    private YamlNumbers() {}

    static Optional<Double> finite(String text) {
        if (!DECIMAL.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Double.parseDouble(text) + 0.0).filter(Double::isFinite);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    static Optional<Integer> integer(String text) {
        try {
            return Optional.of(Integer.parseInt(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
