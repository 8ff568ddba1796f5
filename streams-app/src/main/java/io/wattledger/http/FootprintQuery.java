package io.wattledger.http;

import io.wattledger.books.Books;
import io.wattledger.books.WindowedBooks;
import io.wattledger.ledger.Dimension;
import io.wattledger.ledger.Dimensions;
import io.wattledger.ledger.Total;
import io.wattledger.ledger.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What somebody asks of the footprint.
 *
 * @param window of each row; empty: since the books began
 * @param by the dimensions that make a row
 * @param from first start of a window, milliseconds since the epoch
 * @param to first start that is not asked for
 * @param filters values of dimensions, any of which a total must have
 */
record FootprintQuery(
        Optional<Window> window, List<Dimension> by, long from, long to, Map<Dimension, Set<String>> filters) {

    private static final Pattern AGO = Pattern.compile("-(\\d{1,6})([mhd])");
    private static final Map<Window, Duration> DEFAULT_REACH = new EnumMap<>(Map.of(
            Window.MINUTE, Duration.ofHours(1), Window.HOUR, Duration.ofDays(1), Window.DAY, Duration.ofDays(31)));

    /** What a row is of. */
    record Group(long start, List<String> values) {}

    /**
     * Reads the parameters of a request.
     *
     * @throws BadQuery if one of them is unknown or cannot be read
     */
    static FootprintQuery of(Map<String, List<String>> parameters, Instant now) throws BadQuery {
        Optional<Window> window = Optional.empty();
        List<Dimension> by = List.of();
        Map<Dimension, Set<String>> filters = new EnumMap<>(Dimension.class);
        Optional<Instant> from = Optional.empty();
        Optional<Instant> to = Optional.empty();
        for (Map.Entry<String, List<String>> each : parameters.entrySet()) {
            String name = each.getKey();
            Optional<Dimension> dimension = Dimension.named(name);
            if (dimension.isPresent()) {
                filters.put(dimension.get(), new HashSet<>(each.getValue()));
                continue;
            }
            String value = each.getValue().get(each.getValue().size() - 1);
            switch (name) {
                case "window" -> window = window(value);
                case "by" -> by = by(value);
                case "from" -> from = Optional.of(time(name, value, now));
                case "to" -> to = Optional.of(time(name, value, now));
                default ->
                    throw new BadQuery("parameter '" + name
                            + "' is not known; write window, by, from, to, team, project, model, gpu or region");
            }
        }
        if (window.isEmpty() && (from.isPresent() || to.isPresent())) {
            throw new BadQuery("from and to need a window: 1m, 1h or 1d");
        }
        Duration reach = window.map(DEFAULT_REACH::get).orElse(Duration.ZERO);
        long end = to.orElse(now.plus(Duration.ofDays(1))).toEpochMilli();
        long begin = from.orElse(now.minus(reach)).toEpochMilli();
        return new FootprintQuery(window, by, window.map(w -> w.start(begin)).orElse(begin), end, filters);
    }

    private static Optional<Window> window(String value) throws BadQuery {
        if (value.equals("total")) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(Window.values())
                .filter(window -> window.label().equals(value))
                .findFirst()
                .orElseThrow(() -> new BadQuery("window is '" + value + "'; write total, 1m, 1h or 1d")));
    }

    private static List<Dimension> by(String value) throws BadQuery {
        List<Dimension> by = new ArrayList<>();
        for (String name : value.split(",", -1)) {
            if (!name.isEmpty()) {
                by.add(Dimension.named(name)
                        .orElseThrow(() -> new BadQuery(
                                "by has '" + name + "'; write some of team, project, model, gpu, region")));
            }
        }
        return by;
    }

    private static Instant time(String name, String value, Instant now) throws BadQuery {
        Matcher ago = AGO.matcher(value);
        if (ago.matches()) {
            long amount = Long.parseLong(ago.group(1));
            return now.minus(
                    switch (ago.group(2)) {
                        case "m" -> Duration.ofMinutes(amount);
                        case "h" -> Duration.ofHours(amount);
                        default -> Duration.ofDays(amount);
                    });
        }
        try {
            return Instant.parse(value);
        } catch (DateTimeParseException e) {
            throw new BadQuery(
                    name + " is '" + value + "'; write a time like 2026-12-01T12:00:00Z, or -1h for an hour ago");
        }
    }

    /** Rows of running totals. */
    Map<Group, Total> rows(Books books) {
        Map<Group, Total> rows = new HashMap<>();
        books.totals().forEach((dimensions, total) -> add(rows, 0, dimensions, total));
        return rows;
    }

    /** Rows of windows. */
    Map<Group, Total> rows(WindowedBooks books) {
        Map<Group, Total> rows = new HashMap<>();
        books.rows().forEach(row -> add(rows, row.start(), row.dimensions(), row.total()));
        return rows;
    }

    private void add(Map<Group, Total> rows, long start, Dimensions dimensions, Total total) {
        boolean asked = filters.entrySet().stream()
                .allMatch(each -> each.getValue().contains(each.getKey().of(dimensions)));
        if (asked) {
            List<String> values = by.stream().map(each -> each.of(dimensions)).toList();
            rows.merge(new Group(start, values), total, Total::cappedPlus);
        }
    }

    /** In the order of time, then of the values. */
    static List<Map.Entry<Group, Total>> sorted(Map<Group, Total> rows) {
        return rows.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.comparingLong(Group::start)
                        .thenComparing(group -> group.values().toString())))
                .toList();
    }

    /** The sum of all rows. */
    static Total sum(Map<Group, Total> rows) {
        return rows.values().stream().reduce(Total.NONE, Total::cappedPlus);
    }
}
