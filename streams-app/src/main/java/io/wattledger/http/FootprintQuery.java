package io.wattledger.http;

import io.wattledger.access.Viewer;
import io.wattledger.ledger.Dimension;
import io.wattledger.ledger.Dimensions;
import io.wattledger.ledger.Total;
import io.wattledger.ledger.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
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
 * @param step of the spans that rows are of; empty: all of the period
 * @param period empty: since the books began
 * @param by the dimensions that make a row
 * @param filters values of dimensions, any of which a total must have
 */
record FootprintQuery(
        Optional<Step> step, Optional<Period> period, List<Dimension> by, Map<Dimension, Set<String>> filters) {

    private static final String TOTAL = "total";
    private static final Pattern AGO = Pattern.compile("-(\\d{1,6})([mhd])");
    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");

    /** How far back rows go if nobody says otherwise; as far as an instance has them at hand. */
    static final Map<Window, Duration> REACH = new EnumMap<>(Map.of(
            Window.MINUTE, Duration.ofHours(1), Window.HOUR, Duration.ofDays(1), Window.DAY, Duration.ofDays(31)));

    /**
     * A span of time in milliseconds since the epoch, on whole minutes.
     *
     * @param to the first moment that is not in it
     */
    record Period(long from, long to) {}

    /** What a row is of. */
    record Group(long start, List<String> values) {}

    /**
     * Reads the parameters of a request, as far as they are about the footprint.
     *
     * @throws BadQuery if one of them cannot be read
     */
    static FootprintQuery of(Parameters parameters, Instant now) throws BadQuery {
        Optional<String> stepText = parameters.one("step").filter(text -> !text.equals(TOTAL));
        Optional<Step> step = Optional.empty();
        if (stepText.isPresent()) {
            step = Optional.of(Step.named(stepText.get())
                    .orElseThrow(() -> new BadQuery("step is '%s'; write %s".formatted(stepText.get(), Step.WORDS))));
        }
        Optional<Instant> from = time("from", parameters, now);
        Optional<Instant> to = time("to", parameters, now);
        Map<Dimension, Set<String>> filters = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            List<String> values = parameters.all(dimension.label());
            if (!values.isEmpty()) {
                filters.put(dimension, new HashSet<>(values));
            }
        }
        return new FootprintQuery(step, period(step, from, to, now), by(parameters), filters);
    }

    private static Optional<Period> period(
            Optional<Step> step, Optional<Instant> from, Optional<Instant> to, Instant now) throws BadQuery {
        if (step.isEmpty() && from.isEmpty() && to.isEmpty()) {
            return Optional.empty();
        }
        if (step.isEmpty() && from.isEmpty()) {
            throw new BadQuery("to needs from, or a step");
        }
        Instant end = to.orElse(now.plus(Duration.ofDays(1)));
        Instant begin = from.orElseGet(
                () -> now.minus(REACH.getOrDefault(step.orElseThrow().window(), Duration.ZERO)));
        if (!begin.isBefore(end)) {
            throw new BadQuery("from is %s and to %s; write one that is later".formatted(begin, end));
        }
        long first = step.map(each -> each.start(begin.toEpochMilli()))
                .orElseGet(() -> Window.MINUTE.start(begin.toEpochMilli()));
        long last =
                Window.MINUTE.start(end.toEpochMilli() + Window.MINUTE.length().toMillis() - 1);
        return Optional.of(new Period(first, last));
    }

    private static List<Dimension> by(Parameters parameters) throws BadQuery {
        List<Dimension> by = new ArrayList<>();
        for (String name : parameters.one("by").orElse("").split(",", -1)) {
            if (!name.isEmpty()) {
                Dimension dimension = Dimension.named(name)
                        .orElseThrow(() ->
                                new BadQuery("by has '" + name + "'; write some of team, project, model, gpu, region"));
                if (by.contains(dimension)) {
                    throw new BadQuery("by has '" + name + "' twice");
                }
                by.add(dimension);
            }
        }
        return by;
    }

    private static Optional<Instant> time(String name, Parameters parameters, Instant now) throws BadQuery {
        Optional<String> value = parameters.one(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        Instant time = time(name, value.get(), now);
        if (time.isBefore(FIRST) || time.isAfter(LAST)) {
            throw new BadQuery("%s is '%s'; write a time between 1970 and 9999".formatted(name, value.get()));
        }
        return Optional.of(time);
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

    /**
     * Of what the viewer may see.
     *
     * @throws ForbiddenException if it asks for a team by name that it may not see
     */
    FootprintQuery within(Viewer viewer) throws ForbiddenException {
        if (viewer.teams().isEmpty()) {
            return this;
        }
        Set<String> asked = filters.getOrDefault(Dimension.TEAM, Set.of());
        for (String team : asked) {
            if (!viewer.covers(team)) {
                throw new ForbiddenException(viewer, team);
            }
        }
        Map<Dimension, Set<String>> narrowed = new EnumMap<>(Dimension.class);
        narrowed.putAll(filters);
        narrowed.put(Dimension.TEAM, asked.isEmpty() ? viewer.teams().get() : asked);
        return new FootprintQuery(step, period, by, narrowed);
    }

    /** The same by other dimensions. */
    FootprintQuery by(List<Dimension> others) {
        return new FootprintQuery(step, period, others, filters);
    }

    /** Its step in an answer. */
    String stepLabel() {
        return step.map(Step::label).orElse(TOTAL);
    }

    /** Adds a total to the row that it belongs to, if it was asked for. */
    void add(Map<Group, Total> rows, long start, Dimensions dimensions, Total total) {
        boolean asked = filters.entrySet().stream()
                .allMatch(each -> each.getValue().contains(each.getKey().of(dimensions)));
        if (asked) {
            List<String> values = by.stream().map(each -> each.of(dimensions)).toList();
            long begin = step.map(each -> each.start(start)).orElse(0L);
            rows.merge(new Group(begin, values), total, Total::cappedPlus);
        }
    }
}
