package io.wattledger.standalone.workload;

import java.time.Duration;

/**
 * How far a replay is.
 *
 * @param total records of the trace, 0 before it has been measured
 * @param submitted records handed to the producer; Kafka may not have them yet
 * @param acknowledged records that Kafka has
 * @param failed records that Kafka refused or lost
 * @param skippedLines bad lines passed over
 * @param traceTime trace time of the last record submitted, since the first
 * @param traceSpan trace time of the trace's last record, since the first
 */
public record ReplayProgress(
        long total,
        long submitted,
        long acknowledged,
        long failed,
        long skippedLines,
        Duration traceTime,
        Duration traceSpan) {

    /** Whether Kafka has the whole trace. */
    public boolean complete() {
        return total > 0 && acknowledged == total;
    }
}
