package io.wattledger.ledger;

import java.util.OptionalInt;

/**
 * What booking keeps usage by. All usage of a cell has one price at a time, because revisions begin and end on whole minutes, and
 * another price later, because nothing in it depends on what priced it.
 *
 * @param minute start of the minute, milliseconds since the epoch
 * @param measured whether the events carry their own energy
 * @param batchSize as the events said, not that of an operating point
 */
public record Cell(long minute, Dimensions dimensions, boolean measured, OptionalInt batchSize) {

    /** The cell of an event. */
    static Cell of(EventFields event) {
        return new Cell(
                Window.MINUTE.start(event.occurredAt()),
                event.combination().dimensions(),
                event.measured(),
                event.hasBatchSize() ? OptionalInt.of(event.batchSize()) : OptionalInt.empty());
    }
}
