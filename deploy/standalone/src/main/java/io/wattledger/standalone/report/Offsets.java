package io.wattledger.standalone.report;

import io.wattledger.standalone.kafka.TopicScan;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/** Offsets up to which topics were read, by topic and partition. */
final class Offsets {

    private Offsets() {}

    static Map<String, SortedMap<Integer, Long>> of(TopicScan.Extent extent) {
        Map<String, SortedMap<Integer, Long>> offsets = new HashMap<>();
        extent.ends().forEach((partition, end) -> offsets.computeIfAbsent(partition.topic(), topic -> new TreeMap<>())
                .put(partition.partition(), end));
        return offsets;
    }

    static Map<TopicPartition, Long> partitions(Map<String, SortedMap<Integer, Long>> offsets) {
        Map<TopicPartition, Long> partitions = new HashMap<>();
        offsets.forEach((topic, byPartition) ->
                byPartition.forEach((partition, end) -> partitions.put(new TopicPartition(topic, partition), end)));
        return partitions;
    }
}
