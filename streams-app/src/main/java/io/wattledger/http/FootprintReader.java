package io.wattledger.http;

import io.wattledger.books.Books;
import io.wattledger.books.HistoryException;
import io.wattledger.books.LiveBooks;
import io.wattledger.books.WindowedBooks;
import io.wattledger.http.FootprintQuery.Group;
import io.wattledger.http.FootprintQuery.Period;
import io.wattledger.ledger.Tiles;
import io.wattledger.ledger.Total;
import io.wattledger.ledger.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Finds the totals that make an answer: in memory where they are there, in the topics where they are older. */
final class FootprintReader {

    private final LiveBooks books;
    private final Supplier<Books> running;

    /** @param running the books as they are, or were a moment ago */
    FootprintReader(LiveBooks books, Supplier<Books> running) {
        this.books = books;
        this.running = running;
    }

    /**
     * What was found.
     *
     * @param knownFrom the moment from which on nothing is missing, milliseconds since the epoch
     */
    record Found(Map<Group, Total> rows, long knownFrom) {}

    /** @throws HistoryException if the topics cannot be read at the moment, or hold too much for an answer */
    Found read(FootprintQuery query, Instant now) throws HistoryException, InterruptedException {
        Map<Group, Total> rows = new HashMap<>();
        if (query.period().isEmpty()) {
            running.get().totals().forEach((dimensions, total) -> query.add(rows, 0, dimensions, total));
            return new Found(rows, 0);
        }
        Period period = query.period().get();
        if (query.step().isPresent()) {
            WindowedBooks found = windows(query.step().get().window(), period, now);
            found.rows().forEach(row -> query.add(rows, row.start(), row.dimensions(), row.total()));
            return new Found(rows, Math.max(period.from(), found.knownFrom()));
        }
        Tiles tiles = new Tiles(new TreeSet<>(Set.of(period.from(), period.to())));
        long knownFrom = period.from();
        for (Window window : tiles.needed()) {
            for (Period part : parts(window, period)) {
                WindowedBooks found = windows(window, part, now);
                found.rows().stream()
                        .filter(row -> tiles.uses(window, row.start()))
                        .forEach(row -> query.add(rows, row.start(), row.dimensions(), row.total()));
                knownFrom = Math.max(knownFrom, unknownUntil(tiles, window, part, found.knownFrom()));
            }
        }
        return new Found(rows, knownFrom);
    }

    /** Where windows of a length can lie that make up a period: hours in the days at its ends, minutes in the hours at its ends. */
    private static List<Period> parts(Window window, Period period) {
        if (window == Window.DAY) {
            return List.of(period);
        }
        Window next = window == Window.MINUTE ? Window.HOUR : Window.DAY;
        long firstEnd =
                Math.min(period.to(), next.start(period.from()) + next.length().toMillis());
        long lastBegin = Math.max(firstEnd, next.start(period.to()));
        List<Period> parts = new ArrayList<>();
        parts.add(new Period(period.from(), firstEnd));
        if (lastBegin < period.to()) {
            parts.add(new Period(lastBegin, period.to()));
        }
        return parts;
    }

    /** End of the last window that is used and not known; the least of all times if there is none. */
    private static long unknownUntil(Tiles tiles, Window window, Period part, long knownFrom) {
        long length = window.length().toMillis();
        long until = Long.MIN_VALUE;
        long end = Math.min(knownFrom, part.to());
        for (long start = window.start(part.from()); start < end; start += length) {
            if (tiles.uses(window, start)) {
                until = start + length;
            }
        }
        return until;
    }

    private WindowedBooks windows(Window window, Period period, Instant now)
            throws HistoryException, InterruptedException {
        long atHand = window.start(now.minus(FootprintQuery.REACH.getOrDefault(window, Duration.ZERO))
                .toEpochMilli());
        return period.from() >= atHand
                ? books.windows(window, period.from(), period.to())
                : books.stored(window, period.from(), period.to());
    }
}
