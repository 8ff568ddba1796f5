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

    /**
     * Totals of windows, of all partitions, as old as their topics keep them: for what {@link #windows} does not know. Reads
     * them from Kafka, which takes seconds where they are many.
     *
     * @throws HistoryException if that cannot be now, or would be too much
     */
    WindowedBooks stored(Window length, long from, long to) throws HistoryException;

    /**
     * What teams with a budget used in the months that are not over, of all partitions; empty as long as what was committed
     * before is not read.
     */
    List<BudgetMonth> months();

    /** What was published of costs and factors. */
    Published published();
}
