package io.wattledger.ledger;

import java.util.ArrayList;
import java.util.List;

/**
 * What a step of booking does to an account: the entries it posts, and the account after it. The entries of an account always add
 * up to what its whole usage costs under the last tariff, so that neither the batches that events came in, nor the order of
 * events and revisions, nor a repeated step shows in the books.
 *
 * @param entries in the order to post them
 */
public record Posting(Account after, List<Entry> entries) {

    /** Adds usage. What was there before is re-rated first, if the tariff is another one now. */
    public static Posting add(Cell cell, Account account, Usage more, Tariff tariff, long now) {
        List<Entry> entries = new ArrayList<>();
        Account before = account;
        if (account.usage().requests() > 0) {
            Posting rerated = rerate(cell, account, tariff);
            entries.addAll(rerated.entries());
            before = rerated.after();
        }
        Account after = before.plus(more, tariff, now);
        entries.add(Entry.ofUsage(cell, more, before, after, tariff));
        return new Posting(after, entries);
    }

    /**
     * Prices the usage that is there under a tariff: a correction for amounts that were known, a late price for those that were
     * not. Once it is, the same again changes nothing.
     */
    public static Posting rerate(Cell cell, Account account, Tariff tariff) {
        Account after = account.under(tariff);
        Account corrected = after.asFarAs(account);
        List<Entry> entries = new ArrayList<>();
        Entry.ofRerating(Entry.Kind.CORRECTION, cell, account, corrected, tariff)
                .ifPresent(entries::add);
        Entry.ofRerating(Entry.Kind.LATE_PRICED, cell, corrected, after, tariff).ifPresent(entries::add);
        return new Posting(after, entries);
    }
}
