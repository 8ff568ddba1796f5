package io.wattledger.books;

import io.wattledger.ledger.Window;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * What answers about windows that are kept may cost.
 *
 * @param retention how long windows of each length are kept
 * @param maxRows totals that an answer may have: about 300 bytes each while they are read, 600 when they are
 * @param reading how long one may be read
 * @param waiting how long one may wait for another that is being read
 */
public record HistoryLimits(Map<Window, Duration> retention, int maxRows, Duration reading, Duration waiting) {

    private static final int MAX_ROWS = 200_000;
    private static final Duration READING = Duration.ofSeconds(20);
    private static final Duration WAITING = Duration.ofSeconds(2);

    /** @throws IllegalArgumentException if a length of windows has no retention. */
    public HistoryLimits {
        retention = new EnumMap<>(retention);
        for (Window window : Window.values()) {
            if (!retention.containsKey(window)) {
                throw new IllegalArgumentException("how long are windows of " + window.label() + " kept?");
            }
        }
    }

    /** The usual ones: 200,000 totals, half a kilobyte each while they are added up, and 20 seconds. */
    public static HistoryLimits of(Map<Window, Duration> retention) {
        return new HistoryLimits(retention, MAX_ROWS, READING, WAITING);
    }

    Duration retention(Window window) {
        return retention.getOrDefault(window, Duration.ZERO);
    }
}
