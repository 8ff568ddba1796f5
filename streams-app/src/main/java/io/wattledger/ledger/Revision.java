package io.wattledger.ledger;

import java.util.OptionalLong;

/**
 * Something that is in force for a time. Times are milliseconds since the epoch, UTC, and starts of minutes: a revision begins and
 * ends with the minute that its times lie in, so that all usage of a minute has one price.
 */
public sealed interface Revision permits CostRevision, SiteRevision {

    /** Its name in the books. */
    String name();

    /** The first minute that it covers. */
    long effectiveFrom();

    /** The first minute that it no longer covers; empty: until the next revision begins. */
    OptionalLong effectiveTo();

    /** Whether the other one has the same name and the same figures, whatever the times it covers. */
    boolean says(Revision other);

    /** The minute of an effective time. */
    static OptionalLong minuteOf(OptionalLong instant) {
        return instant.isPresent() ? OptionalLong.of(Window.MINUTE.start(instant.getAsLong())) : OptionalLong.empty();
    }
}
