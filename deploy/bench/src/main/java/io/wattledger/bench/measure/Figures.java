package io.wattledger.bench.measure;

import java.util.List;

/**
 * What one run of a contender came to. Per event means per event that was committed within the interval.
 *
 * @param warm whether the warm-up was over
 * @param cpuSecondsPerMillion of its processes
 * @param brokerCpuSecondsPerMillion of the broker meanwhile
 * @param peakHeapBytes before a collection
 * @param liveHeapBytes after a collection
 * @param records written to all its topics, per event
 * @param innerRecords of these, those to the journal, changelogs and repartition topics
 * @param garbageBytes allocated, per event; NaN where too few collections happened
 */
public record Figures(
        double eventsPerSecond,
        double seconds,
        boolean warm,
        double cpuSecondsPerMillion,
        double brokerCpuSecondsPerMillion,
        long peakHeapBytes,
        long liveHeapBytes,
        long peakResidentBytes,
        double brokerBytes,
        double records,
        double innerRecords,
        double garbageBytes) {

    private static final double MILLION = 1e6;
    private static final double NANOS = 1e9;

    /**
     * The log of a JVM's garbage collector.
     *
     * @param startedNanos when the JVM was started, of {@link System#nanoTime}
     */
    public record Collected(GcLog log, long startedNanos) {
        double allocationRate(Interval interval) {
            return log.allocationRate(
                    (interval.begin().nanos() - startedNanos) / NANOS,
                    (interval.end().nanos() - startedNanos) / NANOS);
        }
    }

    /** From what was seen of all its processes. */
    public static Figures of(Interval interval, List<Collected> collected, long peakResidentBytes) {
        Sample begin = interval.begin();
        Sample end = interval.end();
        double events = interval.events();
        return new Figures(
                interval.eventsPerSecond(),
                interval.seconds(),
                interval.warm(),
                (end.cpuSeconds() - begin.cpuSeconds()) / events * MILLION,
                (end.brokerCpuSeconds() - begin.brokerCpuSeconds()) / events * MILLION,
                collected.stream().mapToLong(each -> each.log().peakBytes()).sum(),
                collected.stream().mapToLong(each -> each.log().peakLiveBytes()).sum(),
                peakResidentBytes,
                (end.brokerBytes() - begin.brokerBytes()) / events,
                (end.records() - Math.max(0, begin.records())) / events,
                (end.innerRecords() - Math.max(0, begin.innerRecords())) / events,
                collected.stream()
                                .mapToDouble(each -> each.allocationRate(interval))
                                .sum()
                        / interval.eventsPerSecond());
    }
}
