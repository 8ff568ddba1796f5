package io.wattledger.topology;

import io.wattledger.ledger.Account;
import io.wattledger.ledger.Cell;
import io.wattledger.ledger.Entry;
import io.wattledger.ledger.Intake;
import io.wattledger.ledger.Posting;
import io.wattledger.ledger.Usage;
import io.wattledger.ledger.Waiting;
import java.util.function.BiConsumer;

/** The accounts of a task and the entries it posts: neither changes without the other. */
final class Journal {

    private final int task;
    private final Accounts accounts;
    private final Tariffs tariffs;
    private final Intake intake;
    private final Waiting waiting;
    private final BiConsumer<String, Entry> post;

    /** @param post takes an entry under its id */
    Journal(
            int task,
            Accounts accounts,
            Tariffs tariffs,
            Intake intake,
            Waiting waiting,
            BiConsumer<String, Entry> post) {
        this.task = task;
        this.accounts = accounts;
        this.tariffs = tariffs;
        this.intake = intake;
        this.waiting = waiting;
        this.post = post;
    }

    /** Adds usage to the account of a cell. */
    void add(Cell cell, Usage more, long now) {
        Account before = accounts.get(cell);
        take(cell, before, Posting.add(cell, before, more, tariffs.of(cell), now));
    }

    /** Prices an account with what is in force now. */
    void rerate(Cell cell, Account account) {
        intake.count(Intake.Count.RERATED, 1);
        if (!tariffs.forgot(cell, account)) {
            take(cell, account, Posting.rerate(cell, account, tariffs.of(cell)));
        }
    }

    /** Closes an account. What it has posted stays. */
    void close(Cell cell, Account account) {
        accounts.delete(cell);
        waiting.add(cell.minute(), -account.unpricedRequests());
        intake.count(Intake.Count.EXPIRED, account.unpricedRequests());
    }

    private void take(Cell cell, Account before, Posting posting) {
        if (!posting.after().equals(before)) {
            accounts.put(cell, posting.after());
        }
        waiting.add(cell.minute(), posting.after().unpricedRequests() - before.unpricedRequests());
        for (Entry entry : posting.entries()) {
            post.accept(task + "-" + intake.posted(entry), entry);
        }
    }
}
