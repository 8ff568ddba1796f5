package io.wattledger.books;

import io.wattledger.v1.IntakeCount;
import java.time.Instant;
import java.util.Optional;

/**
 * What became of events on their way and after they were booked.
 *
 * @param handedOn events without a key that were handed on to the topic where their copies meet
 * @param keyless events that were read there
 * @param latePriced requests that got their energy later
 * @param withdrawn requests that lost it, with a revision that was withdrawn
 * @param expired requests that will stay without, because their usage is no longer kept
 * @param waiting requests that wait for a cost now
 * @param oldestWaiting minute of the oldest of them
 * @param entries journal entries
 * @param corrections of these, corrections
 * @param rerated cells of usage that re-rating looked at
 * @param costsOffset all usage is re-rated for cost rows before this offset
 * @param sitesOffset all usage is re-rated for site rows before this offset
 */
public record Later(
        long handedOn,
        long keyless,
        long latePriced,
        long withdrawn,
        long expired,
        long waiting,
        Optional<Instant> oldestWaiting,
        long entries,
        long corrections,
        long rerated,
        long costsOffset,
        long sitesOffset) {

    /** Of no events. */
    public static final Later NONE =
            new Later(0, 0, 0, 0, 0, 0, Optional.empty(), 0, 0, 0, Long.MAX_VALUE, Long.MAX_VALUE);

    static Later of(IntakeCount count) {
        return new Later(
                count.getHandedOn(),
                count.getKeyless(),
                count.getLatePriced(),
                count.getWithdrawn(),
                count.getExpired(),
                count.getWaiting(),
                Optional.ofNullable(count.getOldestWaitingAt()),
                count.getEntries(),
                count.getCorrections(),
                count.getRerated(),
                count.getCostsOffset(),
                count.getSitesOffset());
    }

    Later plus(Later other) {
        return new Later(
                handedOn + other.handedOn,
                keyless + other.keyless,
                latePriced + other.latePriced,
                withdrawn + other.withdrawn,
                expired + other.expired,
                waiting + other.waiting,
                oldest(oldestWaiting, other.oldestWaiting),
                entries + other.entries,
                corrections + other.corrections,
                rerated + other.rerated,
                Math.min(costsOffset, other.costsOffset),
                Math.min(sitesOffset, other.sitesOffset));
    }

    private static Optional<Instant> oldest(Optional<Instant> a, Optional<Instant> b) {
        if (a.isEmpty()) {
            return b;
        }
        return b.isPresent() && b.get().isBefore(a.get()) ? b : a;
    }
}
