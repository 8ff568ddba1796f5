package io.wattledger.ledger;

import java.util.Optional;

/**
 * What the books hold of one cell: its usage, and what the journal says that it costs.
 *
 * @param posted the sum of all entries of the cell
 * @param priced what priced it
 * @param lastAddedAt when usage was last added, milliseconds since the epoch
 */
public record Account(Usage usage, Footprint posted, Revisions priced, long lastAddedAt) {

    /** Nothing yet. */
    public static final Account NONE = new Account(Usage.NONE, Footprint.UNKNOWN, Revisions.NONE, 0);

    /** The names of what prices a cell. */
    public record Revisions(Optional<String> cost, Optional<String> site) {

        /** Nothing does. */
        public static final Revisions NONE = new Revisions(Optional.empty(), Optional.empty());
    }

    /** The same usage under a tariff. */
    public Account under(Tariff tariff) {
        return new Account(usage, tariff.price(usage), tariff.revisions(), lastAddedAt);
    }

    /** With only those amounts that an earlier account knew, and what priced them. */
    Account asFarAs(Account earlier) {
        return new Account(usage, posted.asFarAs(earlier.posted), priced, lastAddedAt);
    }

    /** With more usage, all of it under the tariff. */
    public Account plus(Usage more, Tariff tariff, long now) {
        Usage sum = usage.plus(more);
        return new Account(sum, tariff.price(sum), tariff.revisions(), now);
    }

    /** Measured energy that has an estimate beside it, microjoules. */
    long compared() {
        return posted.estimatedEnergy().isPresent() ? usage.measuredMicrojoules() : 0;
    }

    /** Requests without energy. */
    public long unpricedRequests() {
        return posted.energy().isEmpty() ? usage.requests() : 0;
    }

    /** Requests with energy but without water and carbon. */
    public long unsitedRequests() {
        return posted.energy().isPresent() && posted.carbon().isEmpty() ? usage.requests() : 0;
    }
}
