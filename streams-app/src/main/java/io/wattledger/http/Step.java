package io.wattledger.http;

import io.wattledger.ledger.Window;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The length of the spans that rows are of: some windows that lie side by side.
 *
 * @param window the windows that are added up
 * @param windows how many; they fill the next larger window a whole number of times, so that no span begins anywhere
 */
record Step(Window window, int windows) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,2})([mhd])");
    private static final int MINUTES = 60;
    private static final int HOURS = 24;

    /** What may be written. */
    static final String WORDS =
            "total, minutes that divide an hour (1m, 5m, 15m, …), hours that divide a day (1h, 6h, …) or 1d";

    /** The step of that name. */
    static Optional<Step> named(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        int windows = Integer.parseInt(form.group(1));
        Window window = Arrays.stream(Window.values())
                .filter(each -> each.label().endsWith(form.group(2)))
                .findFirst()
                .orElseThrow();
        int next =
                switch (window) {
                    case MINUTE -> MINUTES;
                    case HOUR -> HOURS;
                    case DAY -> 1;
                };
        return windows >= 1 && windows <= Math.max(1, next / 2) && next % windows == 0
                ? Optional.of(new Step(window, windows))
                : Optional.empty();
    }

    /** As it is written. */
    String label() {
        return windows + window.label().substring(1);
    }

    Duration length() {
        return window.length().multipliedBy(windows);
    }

    /** Start of the span that a moment lies in, both in milliseconds since the epoch. */
    long start(long moment) {
        return moment - Math.floorMod(moment, length().toMillis());
    }
}
