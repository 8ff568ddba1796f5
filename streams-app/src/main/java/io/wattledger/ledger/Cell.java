package io.wattledger.ledger;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What booking keeps partial sums by: a minute, the dimensions, and what priced it. All usage of a cell has one price.
 *
 * @param minute start of the minute, milliseconds since the epoch
 */
public record Cell(
        long minute,
        Dimensions dimensions,
        boolean measured,
        Optional<String> costRevision,
        OptionalInt batchSize,
        Optional<String> siteRevision) {

    /** The cell of an event under a tariff. */
    public static Cell of(Event event, Tariff tariff) {
        return new Cell(
                Window.MINUTE.start(event.occurredAt()),
                event.dimensions(),
                tariff.measured(),
                tariff.costRevision(),
                tariff.batchSize(),
                tariff.site().map(SiteRevision::name));
    }
}
