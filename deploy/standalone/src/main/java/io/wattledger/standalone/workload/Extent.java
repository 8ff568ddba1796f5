package io.wattledger.standalone.workload;

import java.time.Duration;
import java.time.Instant;

/**
 * Size and span of a trace.
 *
 * @param records records in it, at least one; bad lines not counted
 * @param start trace time of the first record
 * @param end trace time of the last record; no event occurs later
 */
public record Extent(long records, Instant start, Instant end) {

    public Extent {
        if (records < 1) {
            throw new IllegalArgumentException("a trace has at least one record, not " + records);
        }
        if (end.isBefore(start)) {
            throw new IllegalArgumentException("the trace ends at " + end + ", before it starts at " + start);
        }
    }

    public Duration span() {
        return Duration.between(start, end);
    }

    Extent union(Extent other) {
        return new Extent(
                Math.addExact(records, other.records),
                start.isBefore(other.start) ? start : other.start,
                end.isAfter(other.end) ? end : other.end);
    }
}
