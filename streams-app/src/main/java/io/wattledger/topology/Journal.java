package io.wattledger.topology;

import io.wattledger.ledger.Account;
import io.wattledger.ledger.Cell;
import io.wattledger.ledger.Entry;
import io.wattledger.ledger.Gathered;
import io.wattledger.ledger.Gathering;
import io.wattledger.ledger.Intake;
import io.wattledger.ledger.Posting;
import io.wattledger.ledger.Tariff;
import io.wattledger.ledger.Waiting;
import java.util.function.BiConsumer;

/** The accounts of a task and the entries it posts: neither changes without the other. */
final class Journal {

    private final int task;
    private final Accounts accounts;
    private final Tariffs tariffs;
    private final Intake intake;
    private final Waiting waiting;
    private final Gathering gathering;
    private final BiConsumer<String, Entry> post;

    /**
     * @param gathering the cells at hand, which hold their accounts as well
     * @param post takes an entry under its id
     */
    Journal(
            int task,
            Accounts accounts,
            Tariffs tariffs,
            Intake intake,
            Waiting waiting,
            Gathering gathering,
            BiConsumer<String, Entry> post) {
        this.task = task;
        this.accounts = accounts;
        this.tariffs = tariffs;
        this.intake = intake;
        this.waiting = waiting;
        this.gathering = gathering;
        this.post = post;
    }

    /** Adds what was gathered to the account of its cell. */
    void add(Gathered gathered, long now) {
        Cell cell = gathered.cell();
        Tariff tariff = tariffs.of(cell);
        Posting posting = Posting.add(cell, gathered.account(), gathered.added(), tariff, now);
        take(cell, gathered.account(), posting);
        gathered.written(posting.after(), tariff);
    }

    /** Prices an account with what is in force now. */
    void rerate(Cell cell, Account account) {
        intake.count(Intake.Count.RERATED, 1);
        if (!tariffs.forgot(cell, account)) {
            Posting posting = Posting.rerate(cell, account, tariffs.of(cell));
            take(cell, account, posting);
            gathering.repriced(cell, posting.after());
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
