package io.wattledger.standalone.workload;

/**
 * How to replay.
 *
 * @param runId begins the ids of events whose trace carries none; another one for each run, or its events are
 *     duplicates of an earlier run's
 */
public record ReplayPlan(String runId, Pace pace, TimeShift shift) {

    public ReplayPlan {
        if (runId.isBlank()) {
            throw new IllegalArgumentException("the run's id is blank; event ids begin with it");
        }
    }
}
