package io.wattledger.standalone.report;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a report was made from: the same question to the same state has the same answer.
 *
 * @param source totals, journal or api
 * @param offsets up to which each partition of each topic was read
 * @param revisions in force in the period, of the models, GPUs and regions of the report
 * @param version of the program
 */
record State(
        String source,
        SortedMap<String, SortedMap<Integer, Long>> offsets,
        List<Revision> revisions,
        Instant read,
        String version) {

    /**
     * A revision of costs or site factors.
     *
     * @param of a model and GPU, or a region
     * @param method of costs, by which they were made; of a site, where its factors are from
     */
    record Revision(String table, String of, String name, String method) {}

    State {
        SortedMap<String, SortedMap<Integer, Long>> copy = new TreeMap<>();
        offsets.forEach((topic, partitions) -> copy.put(topic, new TreeMap<>(partitions)));
        offsets = copy;
        revisions = List.copyOf(revisions);
    }

    static State of(String source, Map<String, SortedMap<Integer, Long>> offsets, Instant read, String version) {
        return new State(source, new TreeMap<>(offsets), List.of(), read, version);
    }

    State with(List<Revision> found) {
        return new State(source, offsets, found, read, version);
    }
}
