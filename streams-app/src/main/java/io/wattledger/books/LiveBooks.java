package io.wattledger.books;

import io.wattledger.ledger.Window;
import java.util.Optional;
import java.util.Set;

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

    /**
     * Totals of windows, of all partitions; empty as long as what was committed before is not read.
     *
     * @param from first start of a window, milliseconds since the epoch
     * @param to first start that is not asked for
     */
    Optional<WindowedBooks> windows(Window length, long from, long to);

    /** Partitions of footprint-journal that this instance works on. */
    Set<Integer> ownPartitions();

    /** What was published of costs and factors. */
    Published published();
}
