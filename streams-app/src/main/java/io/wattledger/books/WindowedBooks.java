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

    /** Of windows none of which is known. */
    static WindowedBooks unknownUntil(long to) {
        return new WindowedBooks(to, List.of());
    }

    /**
     * A window of some dimensions.
     *
     * @param start of the window, milliseconds since the epoch
     */
    public record Row(long start, Dimensions dimensions, Total total) {}
}
