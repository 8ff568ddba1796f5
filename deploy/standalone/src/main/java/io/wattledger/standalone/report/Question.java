package io.wattledger.standalone.report;

import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is asked of the books.
 *
 * @param by what makes a row
 * @param filters values of which a line must have one
 * @param corrections whether corrections are rows of their own
 * @param previous what it is compared with
 */
record Question(
        Span span,
        Span.Granularity granularity,
        List<Field> by,
        Map<Field, Set<String>> filters,
        boolean corrections,
        Optional<Span> previous) {

    Question {
        by = List.copyOf(by);
        filters = Map.copyOf(filters);
    }

    /** Whether the journal alone can answer it. */
    boolean needsJournal() {
        Set<Field> fields = EnumSet.noneOf(Field.class);
        fields.addAll(by);
        fields.addAll(filters.keySet());
        return fields.stream().anyMatch(Field::ofJournal);
    }

    /** All moments at which something asked for begins or ends, milliseconds since the epoch. */
    NavigableSet<Long> cuts() {
        NavigableSet<Long> cuts = new TreeSet<>();
        span.split(granularity).forEach(part -> {
            cuts.add(part.begin());
            cuts.add(part.end());
        });
        previous.ifPresent(before -> {
            cuts.add(before.begin());
            cuts.add(before.end());
        });
        return cuts;
    }

    boolean asks(Line line) {
        return filters.entrySet().stream().allMatch(filter -> filter.getKey()
                .of(line)
                .filter(filter.getValue()::contains)
                .isPresent());
    }

    /** What is usual to compare a span with; of one that is not over, as much as has passed, in whole hours. */
    static Optional<Span> usualPrevious(Span span, ZonedDateTime now) {
        Span before = span.previous();
        if (!span.to().isAfter(now)) {
            return Optional.of(before);
        }
        long hours = (now.toInstant().toEpochMilli() - span.begin()) / 3_600_000;
        ZonedDateTime until = before.from().plusHours(Math.max(0, hours));
        ZonedDateTime end = until.isBefore(before.to()) ? until : before.to();
        return end.isAfter(before.from()) ? Optional.of(new Span(before.from(), end)) : Optional.empty();
    }
}
