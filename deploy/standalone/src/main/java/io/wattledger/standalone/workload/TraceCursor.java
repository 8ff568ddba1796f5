package io.wattledger.standalone.workload;

import java.util.Iterator;

/** One pass over a trace. {@link TraceRecord#at()} never decreases. */
public interface TraceCursor extends Iterator<TraceRecord>, AutoCloseable {

    /** Bad lines passed over so far. */
    long skippedLines();

    @Override
    void close();
}
