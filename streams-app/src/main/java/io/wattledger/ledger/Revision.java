package io.wattledger.ledger;

import java.util.OptionalLong;

/**
 * Something that is in force for a time. Times are milliseconds since the epoch, UTC, and starts of minutes: a revision begins and
 * ends with the minute that its times lie in, so that all usage of a minute has one price.
 */
public sealed interface Revision permits CostRevision, SiteRevision {

    /** Characters that a name may have: it is written into every entry and account. */
    int MAX_NAME = 256;

    /** Its name in the books. */
    String name();

    /** The first minute that it covers. */
    long effectiveFrom();

    /** The first minute that it no longer covers; empty: until the next revision begins. */
    OptionalLong effectiveTo();

    /** Whether the other one has the same name and the same figures, whatever the times it covers. */
    boolean says(Revision other);

    /** The minute of an effective time. The books do not go back beyond 1970, so an earlier one means since ever. */
    static long minuteOf(long instant) {
        return Window.MINUTE.start(Math.max(0, instant));
    }

    /** The minute of an effective time, if there is one. */
    static OptionalLong minuteOf(OptionalLong instant) {
        return instant.isPresent() ? OptionalLong.of(minuteOf(instant.getAsLong())) : OptionalLong.empty();
    }

    /**
     * Checks that a name can stand in the books.
     *
     * @throws IllegalArgumentException if it cannot
     */
    static void checkName(String name) {
        if (name.isBlank() || name.length() > MAX_NAME) {
            throw new IllegalArgumentException(
                    "a revision's name must have 1 to " + MAX_NAME + " characters, but has " + name.length());
        }
    }
}
