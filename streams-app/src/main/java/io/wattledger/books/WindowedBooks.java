package io.wattledger.books;

import io.wattledger.ledger.Dimensions;
import io.wattledger.ledger.Total;
import java.util.List;

/**
 * Totals of windows of one length.
 *
 * @param knownFrom start of the first window that is known whole, milliseconds since the epoch
 * @param rows of windows that begin at it or later, in no order
 */
public record WindowedBooks(long knownFrom, List<Row> rows) {

    /**
     * A window of some dimensions.
     *
     * @param start of the window, milliseconds since the epoch
     * @param partition of footprint-journal that the team lies in
     */
    public record Row(long start, int partition, Dimensions dimensions, Total total) {}
}
