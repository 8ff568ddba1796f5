package io.wattledger.topology;

import io.wattledger.ledger.Account;
import io.wattledger.ledger.Cell;
import io.wattledger.topology.Accounts.Group;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.KeyValue;

/** A walk over accounts in steps of bounded work, so that what happens in the background does not hold up what comes in. */
final class Sweep {

    private final Accounts accounts;
    private final Deque<Span> spans;
    private Optional<Cell> last = Optional.empty();

    /** Accounts of a group from a minute on, up to another one that is not wanted. */
    record Span(Group group, long from, long to) {}

    Sweep(Accounts accounts, Collection<Span> spans) {
        this.accounts = accounts;
        this.spans = new ArrayDeque<>(spans);
    }

    boolean done() {
        return spans.isEmpty();
    }

    /**
     * Visits the next accounts, which the visitor may change.
     *
     * @param limit accounts at most; a group without any counts as one
     * @return what is left of the limit
     */
    int step(int limit, BiConsumer<Cell, Account> visitor) {
        int left = limit;
        while (left > 0 && !spans.isEmpty()) {
            Span span = spans.element();
            var page = accounts.page(span.group(), span.from(), span.to(), last, left);
            for (KeyValue<Cell, Account> each : page) {
                visitor.accept(each.key, each.value);
            }
            if (page.size() < left) {
                spans.remove();
                last = Optional.empty();
            } else {
                last = Optional.of(page.get(page.size() - 1).key);
            }
            left -= Math.max(1, page.size());
        }
        return left;
    }
}
