package io.wattledger.standalone.workload;

/** Where a record was read: the trace's name and the line (of a file) or row (of a generated trace), from 1. */
public record Origin(String trace, long line) {

    @Override
    public String toString() {
        return trace + ":" + line;
    }
}
