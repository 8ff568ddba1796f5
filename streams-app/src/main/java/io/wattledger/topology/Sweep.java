package io.wattledger.topology;

import io.wattledger.ledger.Account;
import io.wattledger.ledger.Cell;
import io.wattledger.topology.Accounts.Group;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.kafka.streams.KeyValue;

/** A walk over accounts in steps of bounded work, so that what happens in the background does not hold up what comes in. */
final class Sweep {

    private final Accounts accounts;
    private final Function<Group, Optional<Span>> wanted;
    private Optional<Group> group = Optional.empty();
    private Optional<Span> span = Optional.empty();
    private Optional<Cell> last = Optional.empty();
    private boolean done;

    /** The accounts of a group from a minute on, up to another one that is not wanted. */
    record Span(long from, long to) {}

    /** @param wanted the accounts of a group to visit, if any */
    Sweep(Accounts accounts, Function<Group, Optional<Span>> wanted) {
        this.accounts = accounts;
        this.wanted = wanted;
    }

    boolean done() {
        return done;
    }

    /**
     * Visits the next accounts, which the visitor may change.
     *
     * @param limit accounts at most; each group counts as one, too
     * @return what is left of the limit
     */
    int step(int limit, BiConsumer<Cell, Account> visitor) {
        int left = limit;
        while (left > 0 && !done) {
            if (span.isEmpty()) {
                nextGroup();
                left--;
            } else {
                left -= visit(span.get(), left, visitor);
            }
        }
        return left;
    }

    private void nextGroup() {
        group = accounts.groupAfter(group);
        done = group.isEmpty();
        span = group.flatMap(wanted);
        last = Optional.empty();
    }

    private int visit(Span wantedSpan, int limit, BiConsumer<Cell, Account> visitor) {
        var page = accounts.page(group.orElseThrow(), wantedSpan.from(), wantedSpan.to(), last, limit);
        for (KeyValue<Cell, Account> each : page) {
            visitor.accept(each.key, each.value);
        }
        if (page.size() < limit) {
            span = Optional.empty();
        } else {
            last = Optional.of(page.get(page.size() - 1).key);
        }
        return page.size();
    }
}
