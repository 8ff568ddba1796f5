package io.wattledger.bench.measure;

/**
 * What was seen of a contender at a time.
 *
 * @param nanos of {@link System#nanoTime}
 * @param events that are committed, all through
 * @param cpuSeconds that its processes have taken
 * @param brokerCpuSeconds likewise of the broker
 * @param brokerBytes that were written to the broker since it started
 * @param records that the contender has written to its topics; -1 where nobody looked
 * @param innerRecords of these, those to the journal, changelogs and repartition topics
 */
public record Sample(
        long nanos,
        long events,
        double cpuSeconds,
        double brokerCpuSeconds,
        long brokerBytes,
        long records,
        long innerRecords) {}
