package io.wattledger.topology;

import io.wattledger.ledger.Account;
import io.wattledger.ledger.Cell;
import io.wattledger.topology.Sweep.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a task does with its accounts in the background: re-rates those that a table row changed, and closes those that are past
 * retention. Both compare what is with what should be, so a step that is done again changes nothing; a restart in the middle
 * begins the walk again from the last position that was completed.
 */
final class Upkeep {

    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final Duration BETWEEN_CLOSINGS = Duration.ofMinutes(10);

    private final int task;
    private final Accounts accounts;
    private final Tariffs tariffs;
    private final Journal journal;
    private final Duration retention;
    private Tariffs.Positions rerated;
    private Optional<Rerating> rerating = Optional.empty();
    private Optional<Sweep> closing = Optional.empty();
    private long nextClosing;

    /** A walk, and the positions that are reached with its end. */
    private record Rerating(Sweep sweep, Tariffs.Positions reaches) {}

    /** @param rerated positions of the tables up to which all accounts are re-rated */
    Upkeep(
            int task,
            Accounts accounts,
            Tariffs tariffs,
            Journal journal,
            Duration retention,
            Tariffs.Positions rerated) {
        this.task = task;
        this.accounts = accounts;
        this.tariffs = tariffs;
        this.journal = journal;
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
        if (tables.equals(rerated)) {
            return Optional.empty();
        }
        Tariffs.Changes changes = tariffs.changed(rerated, tables);
        List<Span> spans = new ArrayList<>();
        if (!changes.none()) {
            for (Accounts.Group group : accounts.groups()) {
                changes.firstMinute(group).ifPresent(from -> spans.add(new Span(group, from, Long.MAX_VALUE)));
            }
        }
        if (spans.isEmpty()) {
            rerated = tables;
            return Optional.empty();
        }
        LOG.info(
                "task {}: re-rating accounts of {} groups (model, GPU, region); usage is kept from {} on",
                task,
                spans.size(),
                Instant.ofEpochMilli(now).minus(retention));
        return Optional.of(new Rerating(new Sweep(accounts, spans), tables));
    }

    private void close(int limit, long now) {
        long cutOff = now - retention.toMillis();
        if (closing.isEmpty() && now >= nextClosing) {
            closing = Optional.of(new Sweep(
                    accounts,
                    accounts.groups().stream()
                            .map(group -> new Span(group, 0, cutOff))
                            .toList()));
        }
        if (closing.isPresent()) {
            closing.get().step(limit, (cell, account) -> closeIfPast(cell, account, cutOff));
            if (closing.get().done()) {
                closing = Optional.empty();
                nextClosing = now + BETWEEN_CLOSINGS.toMillis();
            }
        }
    }

    private void closeIfPast(Cell cell, Account account, long cutOff) {
        if (account.lastAddedAt() < cutOff) {
            journal.close(cell, account);
        }
    }
}
