package io.wattledger.standalone.report;

import java.io.IOException;
import java.io.OutputStream;

/** A way to write a report. */
@FunctionalInterface
interface Format {

    /** Writes all of it; the stream stays open. */
    void write(Report report, OutputStream out) throws IOException;
}
