package io.wattledger.bench;

import io.wattledger.bench.measure.ProcessStatus;
import io.wattledger.bench.measure.Sample;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Looks at the committed progress of a contender, from outside. */
final class Watch {

    private final Stage stage;
    private final Load load;
    private final String group;
    private final List<Instance> instances;
    private final List<String> inner;
    private long lastEvents;

    /** @param inner topics between the parts of the contender */
    Watch(Stage stage, Load load, String group, List<Instance> instances, List<String> inner) {
        this.stage = stage;
        this.load = load;
        this.group = group;
        this.instances = List.copyOf(instances);
        this.inner = List.copyOf(inner);
    }

    /** What is committed now, and what it took. */
    Sample look() throws BenchException, InterruptedException {
        long events = events();
        long records = -1;
        long innerRecords = -1;
        if (events > lastEvents || lastEvents == 0) {
            Map<String, Map<Integer, Long>> written = written();
            records = sum(written.values());
            innerRecords = written.entrySet().stream()
                    .filter(topic -> inner.contains(topic.getKey())
                            || topic.getKey().endsWith("-changelog")
                            || topic.getKey().endsWith("-repartition"))
                    .mapToLong(topic -> sum(List.of(topic.getValue())))
                    .sum();
            lastEvents = events;
        }
        return new Sample(
                System.nanoTime(),
                events,
                instances.stream().mapToDouble(Instance::cpuSeconds).sum(),
                ProcessStatus.cpuSeconds(stage.brokerPid()),
                stage.brokerBytes(),
                records,
                innerRecords);
    }

    private Map<String, Map<Integer, Long>> written() throws BenchException, InterruptedException {
        Set<String> topics = stage.cluster().topicsOf(load.prefix(), group, load.inputs());
        return topics.isEmpty() ? new HashMap<>() : stage.cluster().ends(topics);
    }

    /**
     * Events that are done all through: what is committed of the input, less in proportion to what waits between the parts of the
     * contender.
     */
    private long events() throws BenchException, InterruptedException {
        var told = instances.stream()
                .map(Instance::told)
                .filter(each -> each.isPresent())
                .mapToLong(each -> each.getAsLong())
                .max();
        if (told.isPresent()) {
            return Math.min(told.getAsLong(), load.events());
        }
        Map<String, Map<Integer, Long>> committed = stage.cluster().committed(group);
        long events = sum(List.of(committed.getOrDefault(load.eventTopic(), Map.of())));
        if (events == 0 || inner.isEmpty()) {
            return events;
        }
        double through = 1;
        for (var topic : stage.cluster().ends(new HashSet<>(inner)).entrySet()) {
            through = Math.min(through, through(topic.getValue(), committed.getOrDefault(topic.getKey(), Map.of())));
        }
        return (long) (events * through);
    }

    /** The part of a topic that is committed. The last record of a transaction tells its end, and nobody commits after it. */
    private static double through(Map<Integer, Long> ends, Map<Integer, Long> committed) {
        long end = 0;
        long done = 0;
        for (var partition : ends.entrySet()) {
            long at = committed.getOrDefault(partition.getKey(), 0L);
            end += partition.getValue();
            done += at > 0 && at >= partition.getValue() - 1 ? partition.getValue() : at;
        }
        return end == 0 ? 1 : (double) done / end;
    }

    private static long sum(Iterable<Map<Integer, Long>> topics) {
        long sum = 0;
        for (Map<Integer, Long> offsets : topics) {
            for (long offset : offsets.values()) {
                sum += offset;
            }
        }
        return sum;
    }
}
