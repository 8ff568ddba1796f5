package io.wattledger.standalone.publish;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Compares what a row says with what it is to say. Planning again what was planned and written changes nothing, whatever
 * the clock says, unless a later revision that says something else has begun since.
 */
final class Planner<R> {

    /** The first revision of a row covers what happened before it was published: no books go back further. */
    static final Instant BEGINNING = Instant.parse("2020-01-01T00:00:00Z");

    private static final int DIGITS = 8;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC);

    private final RowKey key;
    private final List<Revision<R>> before;
    private final Instant now;
    private final List<PlannedRow.Change<R>> changes = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private List<Revision<R>> row;

    private Planner(RowKey key, List<Revision<R>> before, Instant now) {
        this.key = key;
        this.before = before;
        this.row = before;
        this.now = now.truncatedTo(ChronoUnit.MINUTES);
    }

    /**
     * Plans one row.
     *
     * @param before its revisions in the order of the row; none if there is no row
     */
    static <R> PlannedRow<R> plan(Desired<R> desired, List<Revision<R>> before, Instant now) {
        var planner = new Planner<>(desired.key(), before, now);
        // Earliest first: what is in force at a wish no longer changes when later ones are added.
        List<Desired.Wish<R>> wishes = desired.wishes().stream()
                .sorted(Comparator.comparing(planner::beginning))
                .toList();
        for (int i = 0; i < wishes.size(); i++) {
            boolean last = i == wishes.size() - 1;
            planner.fulfil(wishes.get(i), last ? Instant.MAX : planner.beginning(wishes.get(i + 1)));
        }
        return new PlannedRow<>(planner.key, before, planner.row, planner.changes, planner.warnings);
    }

    /** To the minute, which is how revisions begin. */
    private Instant beginning(Desired.Wish<R> wish) {
        return wish.from().orElse(before.isEmpty() ? BEGINNING : now).truncatedTo(ChronoUnit.MINUTES);
    }

    /** @param until when the next wish begins, which says what holds from then on */
    private void fulfil(Desired.Wish<R> wish, Instant until) {
        Instant from = beginning(wish);
        Content<R> content = wish.content();
        Optional<Revision<R>> inForce = Revision.inForce(row, from);
        Optional<Revision<R>> scheduled = wish.from().isPresent()
                ? Optional.empty()
                : after(from).stream()
                        .filter(each -> each.content().equals(content))
                        .findFirst();
        if (inForce.filter(each -> each.content().equals(content)).isPresent()) {
            warnOfEnd(inForce.get());
            warnOfLater(from, until, content);
        } else if (scheduled.isPresent()) {
            warnings.add("this is in the row already and begins at %s; give a time to have it begin sooner"
                    .formatted(scheduled.get().from()));
            warnOfLater(scheduled.get().from(), until, content);
        } else {
            write(content, from, inForce);
            warnOfLater(from, until, content);
        }
    }

    private void write(Content<R> content, Instant from, Optional<Revision<R>> inForce) {
        List<Revision<R>> others =
                row.stream().filter(each -> !each.from().equals(from)).toList();
        var written = new Revision<>(name(content, from, others), from, Optional.<Instant>empty(), content);
        List<Revision<R>> next = new ArrayList<>(others);
        next.add(written);
        // Stable: of two that begin together the later in the row counts, and stays the later.
        next.sort(Comparator.comparing(Revision::from));
        changes.add(new PlannedRow.Change<>(written, inForce, others.size() < row.size()));
        row = next;
    }

    /** Day and digest; more of the digest if another content of this row has the same. */
    static <R> String name(Content<R> content, Instant from, List<Revision<R>> others) {
        for (int digits = DIGITS; ; digits += DIGITS) {
            String name = DAY.format(from)
                    + "-"
                    + content.digest()
                            .substring(0, Math.min(digits, content.digest().length()));
            boolean taken = others.stream()
                    .anyMatch(other ->
                            other.name().equals(name) && !other.content().equals(content));
            if (!taken || digits >= content.digest().length()) {
                return name;
            }
        }
    }

    private List<Revision<R>> after(Instant instant) {
        return row.stream()
                .filter(each -> each.from().isAfter(instant))
                .sorted(Comparator.comparing(Revision::from))
                .toList();
    }

    private void warnOfEnd(Revision<R> inForce) {
        inForce.to().ifPresent(end -> warnings.add("revision %s ends at %s".formatted(inForce.name(), end)));
    }

    private void warnOfLater(Instant from, Instant until, Content<R> content) {
        List<Revision<R>> later = after(from).stream()
                .filter(each -> each.from().isBefore(until) && !each.content().equals(content))
                .toList();
        if (!later.isEmpty()) {
            warnings.add(later.stream()
                    .map(each -> "%s from %s".formatted(each.name(), each.from()))
                    .collect(Collectors.joining(", ", "later revisions still hold from their time: ", "")));
        }
    }
}
