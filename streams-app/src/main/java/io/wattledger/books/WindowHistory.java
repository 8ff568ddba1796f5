package io.wattledger.books;

import io.wattledger.ledger.Dimensions;
import io.wattledger.ledger.Total;
import io.wattledger.ledger.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;

/**
 * Totals of the latest windows: an hour of minutes, a day of hours, a month of days. Bounded: where there are more rows than it may
 * hold, the oldest windows of the length that has most rows are forgotten. Filled by one thread, read by any.
 */
final class WindowHistory {

    private static final Map<Window, Duration> REACH = new EnumMap<>(Map.of(
            Window.MINUTE, Duration.ofMinutes(61),
            Window.HOUR, Duration.ofHours(25),
            Window.DAY, Duration.ofDays(32)));

    private final int maxRows;
    private final Map<Window, Shelf> shelves = new EnumMap<>(Window.class);
    private int rows;

    WindowHistory(int maxRows) {
        this.maxRows = maxRows;
        for (Window window : Window.values()) {
            shelves.put(window, new Shelf());
        }
    }

    /** Windows of one length. */
    private static final class Shelf {
        private final ConcurrentSkipListMap<Long, Map<Bytes, Row>> byStart = new ConcurrentSkipListMap<>();
        private volatile long knownFrom;
        private int rows;
    }

    /** A total as its record has it: many are written for each one that somebody looks at. */
    private static final class Row {
        private final int partition;
        private final Dimensions dimensions;
        private volatile byte[] total;

        Row(int partition, Dimensions dimensions, byte[] total) {
            this.partition = partition;
            this.dimensions = dimensions;
            this.total = total;
        }
    }

    /** Start of the first window that is of interest. */
    static long begin(Window window, long now) {
        return window.start(now - Objects.requireNonNull(REACH.get(window)).toMillis());
    }

    void put(Window window, long start, int partition, Bytes key, byte[] total, Supplier<Dimensions> dimensions) {
        Shelf shelf = shelf(window);
        if (start < shelf.knownFrom) {
            return;
        }
        Map<Bytes, Row> windows = shelf.byStart.computeIfAbsent(start, s -> new ConcurrentHashMap<>());
        Row known = windows.get(key);
        if (known != null) {
            known.total = total;
            return;
        }
        windows.put(key, new Row(partition, dimensions.get(), total));
        shelf.rows++;
        rows++;
        if (rows > maxRows) {
            forgetOldest();
        }
    }

    /** Of the length with most rows. */
    private void forgetOldest() {
        Window most = Window.MINUTE;
        for (Window window : Window.values()) {
            most = shelf(window).rows > shelf(most).rows ? window : most;
        }
        Shelf shelf = shelf(most);
        forgetUpTo(shelf, shelf.byStart.firstKey() + most.length().toMillis());
    }

    /** Forgets windows that are no longer of interest. */
    void forget(long now) {
        for (Window window : Window.values()) {
            forgetUpTo(shelf(window), begin(window, now));
        }
    }

    private void forgetUpTo(Shelf shelf, long start) {
        shelf.knownFrom = Math.max(shelf.knownFrom, start);
        var old = shelf.byStart.headMap(start);
        int gone = old.values().stream().mapToInt(Map::size).sum();
        old.clear();
        shelf.rows -= gone;
        rows -= gone;
    }

    void clear() {
        shelves.values().forEach(shelf -> forgetUpTo(shelf, Long.MAX_VALUE));
        shelves.values().forEach(shelf -> shelf.knownFrom = 0);
    }

    WindowedBooks between(Window window, long from, long to, IntPredicate partition, Function<byte[], Total> decode) {
        Shelf shelf = shelf(window);
        long knownFrom = shelf.knownFrom;
        List<WindowedBooks.Row> found = new ArrayList<>();
        long begin = Math.max(from, knownFrom);
        if (begin < to) {
            shelf.byStart.subMap(begin, to).forEach((start, windows) -> windows.values().stream()
                    .filter(row -> partition.test(row.partition))
                    .forEach(row -> found.add(new WindowedBooks.Row(start, row.dimensions, decode.apply(row.total)))));
        }
        return new WindowedBooks(knownFrom, found);
    }

    private Shelf shelf(Window window) {
        return Objects.requireNonNull(shelves.get(window));
    }
}
