package io.wattledger.topology;

import org.jspecify.annotations.Nullable;

/** Running totals, or those of windows of one length: where they are kept and handed on. */
interface TotalsOfOneKind {

    /** The total as it was last written, if it ever was. */
    @Nullable
    Tally read(TotalDimensions of, long start);

    /** Keeps a total and hands it on. */
    void write(TotalDimensions of, long start, Tally sum);
}
