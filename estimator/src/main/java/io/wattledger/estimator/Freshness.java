package io.wattledger.estimator;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a calibration still says something about what runs: software comes to take less energy on the same accelerator.
 *
 * @param today the day that is asked for
 * @param stack software that serves, with its version; empty where it is not said
 */
public record Freshness(LocalDate today, Optional<String> stack) {

    /** Without a word of the software. */
    public static Freshness on(LocalDate today) {
        return new Freshness(today, Optional.empty());
    }

    /**
     * What a reader of an estimate must know of the calibration that it is by.
     *
     * @param fittedOn day of the calibration
     * @param calibrated software that was measured: {@code vLLM 0.11.1, 2025-12}
     * @return a warning where it is older than a year, and one where the software is another
     */
    public List<String> warnings(LocalDate fittedOn, String calibrated) {
        List<String> warnings = new ArrayList<>();
        if (fittedOn.plusYears(1).isBefore(today)) {
            warnings.add(
                    "the calibration is of %s, more than a year ago; software may take less since".formatted(fittedOn));
        }
        stack.filter(asked -> !names(asked, calibrated))
                .ifPresent(asked -> warnings.add(
                        "the calibration is of %s, and not of %s; the same accelerator takes another energy with another software"
                                .formatted(calibrated, asked)));
        return warnings;
    }

    /** Whether it names the software, be it without its last words: vLLM 0.11 is vLLM 0.11.1, and vLLM 0.1 is not. */
    private static boolean names(String asked, String calibrated) {
        String start = asked.strip().toLowerCase(Locale.ROOT);
        return calibrated.toLowerCase(Locale.ROOT).startsWith(start)
                && (start.length() == calibrated.length()
                        || !Character.isLetterOrDigit(calibrated.charAt(start.length())));
    }
}
