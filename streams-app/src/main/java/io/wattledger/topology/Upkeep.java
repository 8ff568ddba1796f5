package io.wattledger.topology;

import io.wattledger.ledger.Account;
import io.wattledger.ledger.Cell;
import io.wattledger.topology.Sweep.Span;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a task does with its accounts in the background: re-rates those that a table row changed, and closes those that are past
 * retention. Both compare what is with what should be, so a step that is done again changes nothing; a restart in the middle
 * begins the walk again from the last position that was completed.
 */
final class Upkeep {

    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration BETWEEN_CLOSINGS = Duration.ofMinutes(10);

    private final int task;
    private final Accounts accounts;
    private final Tariffs tariffs;
    private final Journal journal;
    private final Predicate<Cell> inHand;
    private final Duration retention;
    private Tariffs.Positions rerated;
    private Optional<Rerating> rerating = Optional.empty();
    private Optional<Sweep> closing = Optional.empty();
    private long nextClosing;
    private long cutOff;
    private long behindSince = Long.MAX_VALUE;

    /** A walk, and the positions that are reached with its end. */
    private record Rerating(Sweep sweep, Tariffs.Positions reaches) {}

    /**
     * @param inHand cells that have usage which is not written yet
     * @param rerated positions of the tables up to which all accounts are re-rated
     */
    Upkeep(
            int task,
            Accounts accounts,
            Tariffs tariffs,
            Journal journal,
            Predicate<Cell> inHand,
            Duration retention,
            Tariffs.Positions rerated) {
        this.task = task;
        this.accounts = accounts;
        this.tariffs = tariffs;
        this.journal = journal;
        this.inHand = inHand;
        this.retention = retention;
        this.rerated = rerated;
    }

    /** Positions of the tables up to which all accounts are re-rated. */
    Tariffs.Positions rerated() {
        return rerated;
    }

    /** Does a bounded part of what is to do: looks at no more than the given number of accounts. */
    void work(int limit, long now) {
        if (rerating.isEmpty()) {
            rerating = planRerating(now);
        }
        int left = limit;
        if (rerating.isPresent()) {
            left = rerating.get().sweep().step(left, journal::rerate);
            if (rerating.get().sweep().done()) {
                rerated = rerating.get().reaches();
                rerating = Optional.empty();
                LOG.info(
                        "task {}: re-rated up to rows {} and {} of costs and sites",
                        task,
                        rerated.costs(),
                        rerated.sites());
            }
        }
        close(left, now);
    }

    private Optional<Rerating> planRerating(long now) {
        Tariffs.Positions tables = tariffs.positions();
        if (tables.equals(rerated) || !awaited(tables, now)) {
            return Optional.empty();
        }
        Tariffs.Changes changes = tariffs.changed(rerated, tables);
        if (changes.none()) {
            rerated = tables;
            return Optional.empty();
        }
        LOG.info(
                "task {}: re-rating for rows up to {} and {} of costs and sites", task, tables.costs(), tables.sites());
        var sweep =
                new Sweep(accounts, group -> changes.firstMinute(group).map(from -> new Span(from, Long.MAX_VALUE)));
        return Optional.of(new Rerating(sweep, tables));
    }

    /** Tables behind what was re-rated already are read on, for a while; after that they are of a topic that was made anew. */
    private boolean awaited(Tariffs.Positions tables, long now) {
        if (tables.costs() >= rerated.costs() && tables.sites() >= rerated.sites()) {
            behindSince = Long.MAX_VALUE;
            return true;
        }
        behindSince = Math.min(behindSince, now);
        return now - behindSince >= PATIENCE.toMillis();
    }

    private void close(int limit, long now) {
        if (closing.isEmpty() && now >= nextClosing) {
            cutOff = now - retention.toMillis();
            closing = Optional.of(new Sweep(accounts, group -> Optional.of(new Span(0, cutOff))));
        }
        if (closing.isPresent()) {
            closing.get().step(limit, this::closeIfPast);
            if (closing.get().done()) {
                closing = Optional.empty();
                nextClosing = now + BETWEEN_CLOSINGS.toMillis();
            }
        }
    }

    private void closeIfPast(Cell cell, Account account) {
        if (account.lastAddedAt() < cutOff && !inHand.test(cell)) {
            journal.close(cell, account);
        }
    }
}
