package io.wattledger.ledger;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What one posting adds to the books.
 *
 * @param usage what was used; nothing for LATE_PRICED and CORRECTION, whose usage is in earlier entries
 * @param unpricedRequests requests without energy that it adds, or below 0, removes
 * @param unsitedRequests the same for requests with energy but without water and carbon
 * @param compared of measured energy, what it adds to the part that an estimate stands beside, microjoules
 * @param footprint what it adds; below 0 where a correction takes away
 * @param batchSize of the operating point that prices the cell now
 * @param unpriced why amounts are unknown
 * @param replaces what priced the cell before, if the entry is about that
 */
public record Entry(
        Kind kind,
        Cell cell,
        Usage usage,
        long unpricedRequests,
        long unsitedRequests,
        long compared,
        Footprint footprint,
        Account.Revisions priced,
        OptionalInt batchSize,
        Optional<Unpriced> unpriced,
        Optional<Account.Revisions> replaces) {

    /** What an entry is. */
    public enum Kind {
        /** Events as they came. */
        USAGE,
        /** Amounts of booked usage that were unknown. */
        LATE_PRICED,
        /** The difference that another revision makes. */
        CORRECTION
    }

    /** The entry for usage that was added to an account under a tariff. */
    static Entry ofUsage(Cell cell, Usage added, Account before, Account after, Tariff tariff) {
        return entry(Kind.USAGE, cell, added, before, after, tariff, Optional.empty());
    }

    /** The entry for an account that another tariff prices differently; empty if it makes no difference. */
    static Optional<Entry> ofRerating(Kind kind, Cell cell, Account before, Account after, Tariff tariff) {
        return before.posted().equals(after.posted())
                ? Optional.empty()
                : Optional.of(entry(kind, cell, Usage.NONE, before, after, tariff, Optional.of(before.priced())));
    }

    private static Entry entry(
            Kind kind,
            Cell cell,
            Usage added,
            Account before,
            Account after,
            Tariff tariff,
            Optional<Account.Revisions> replaces) {
        return new Entry(
                kind,
                cell,
                added,
                after.unpricedRequests() - before.unpricedRequests(),
                after.unsitedRequests() - before.unsitedRequests(),
                after.compared() - before.compared(),
                after.posted().since(before.posted()),
                after.priced(),
                tariff.batchSize(),
                tariff.unpriced(after.posted()),
                replaces);
    }
}
