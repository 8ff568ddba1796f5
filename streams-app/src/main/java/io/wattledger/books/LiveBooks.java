package io.wattledger.books;

import io.wattledger.ledger.Window;
import java.util.List;
import java.util.Optional;

/** The books as committed, as far as an instance has read them. */
public interface LiveBooks {

    /**
     * The books of all partitions, whoever works on them.
     *
     * @return those of nothing as long as what was committed before is not read
     */
    Books all();

    /** Those of the partitions that this instance works on; empty as long as what was committed before is not read. */
    Optional<OwnBooks> own();

    /** How far this instance is behind; empty as long as what was committed before is not read. */
    Optional<List<OwnBooks.Lag>> lags();

    /**
     * Totals of windows, of all partitions; none is known as long as what was committed before is not read.
     *
     * @param from first start of a window, milliseconds since the epoch
     * @param to first start that is not asked for
     */
    WindowedBooks windows(Window length, long from, long to);

    /** The same of the partitions that this instance works on. */
    WindowedBooks ownWindows(Window length, long from, long to);

    /** What was published of costs and factors. */
    Published published();
}
