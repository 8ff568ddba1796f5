package io.wattledger.ledger;

import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;

/**
 * Lays the windows of the totals over a period so that none is cut: days where they fit, hours at the edges of days, minutes at the
 * edges of hours. Most time zones need hours, some need minutes.
 *
 * @param cuts beginning and end of the period, and where it is cut in between: starts of minutes, milliseconds since the epoch
 */
public record Tiles(NavigableSet<Long> cuts) {

    /** Smallest first. */
    private static final List<Window> WINDOWS = List.of(Window.MINUTE, Window.HOUR, Window.DAY);

    /** The windows that are needed, largest first. */
    public List<Window> needed() {
        return cuts.stream().allMatch(cut -> Window.DAY.start(cut) == cut)
                ? List.of(Window.DAY)
                : cuts.stream().allMatch(cut -> Window.HOUR.start(cut) == cut)
                        ? List.of(Window.DAY, Window.HOUR)
                        : List.of(Window.DAY, Window.HOUR, Window.MINUTE);
    }

    /** The first window of a length that must be read; with those of smaller ones that make up a cut one. */
    public long firstOf(Window window) {
        return larger(window).map(next -> next.start(cuts.first())).orElseGet(() -> window.start(cuts.first()));
    }

    /** Whether it is used: it is not cut, and none that holds it is whole. */
    public boolean uses(Window window, long start) {
        return whole(window, start)
                && larger(window).filter(next -> whole(next, next.start(start))).isEmpty();
    }

    /** Whether a window is cut, so that smaller ones take its place. */
    public boolean cut(Window window, long start) {
        long end = start + window.length().toMillis();
        return start < cuts.last()
                && cuts.first() < end
                && !whole(window, start)
                && larger(window).filter(next -> whole(next, next.start(start))).isEmpty();
    }

    private boolean whole(Window window, long start) {
        long end = start + window.length().toMillis();
        Long cut = cuts.higher(start);
        return cuts.first() <= start && cut != null && end <= cut;
    }

    /** The next larger one. */
    public static Optional<Window> larger(Window window) {
        int index = WINDOWS.indexOf(window) + 1;
        return index < WINDOWS.size() ? Optional.of(WINDOWS.get(index)) : Optional.empty();
    }
}
