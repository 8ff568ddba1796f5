package io.wattledger.standalone.publish;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A revision of a row.
 *
 * @param name its name in the books
 * @param from first instant that it covers
 * @param to first instant that it no longer covers; empty: until the next revision begins
 */
public record Revision<R>(String name, Instant from, Optional<Instant> to, Content<R> content) {

    boolean covers(Instant instant) {
        return !from.isAfter(instant) && to.map(instant::isBefore).orElse(true);
    }

    /** What is in force at the instant, by the rule of the books: of those that cover it the last to begin, the later in the row. */
    static <R> Optional<Revision<R>> inForce(List<Revision<R>> row, Instant instant) {
        Optional<Revision<R>> best = Optional.empty();
        for (Revision<R> each : row) {
            boolean better = best.isEmpty() || !each.from.isBefore(best.get().from);
            if (better && each.covers(instant)) {
                best = Optional.of(each);
            }
        }
        return best;
    }
}
