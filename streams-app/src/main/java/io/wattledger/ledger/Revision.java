package io.wattledger.ledger;

import java.util.OptionalLong;

/** Something that is in force for a time. Times are milliseconds since the epoch, UTC. */
public sealed interface Revision permits CostRevision, SiteRevision {

    /** Its name in the books. */
    String name();

    /** The first instant that it covers. */
    long effectiveFrom();

    /** The first instant that it no longer covers; empty: until the next revision begins. */
    OptionalLong effectiveTo();

    /** Whether it covers the instant, other revisions aside. */
    default boolean covers(long instant) {
        return effectiveFrom() <= instant
                && (effectiveTo().isEmpty() || instant < effectiveTo().getAsLong());
    }
}
