package io.wattledger.metrics;

import io.prometheus.metrics.model.snapshots.Labels;
import io.wattledger.books.OwnBooks;
import io.wattledger.ledger.Dimension;
import io.wattledger.ledger.Dimensions;
import io.wattledger.ledger.Total;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The dimensions that are labels. Each label has a bounded number of values: the first ones that were seen, of those seen at once
 * the ones with most requests. All others are added up under {@value #OTHER}, so that sums stay right. A value that got
 * its own series keeps it, so that no counter falls.
 */
public final class SeriesLabels {

    /** The bucket of values that got no series of their own. */
    static final String OTHER = "other";

    private static final String PARTITION = "partition";

    private static final List<Dimension> MODEL_AND_GPU = List.of(Dimension.MODEL, Dimension.GPU);

    private final List<Dimension> labels;
    private final int maxValues;
    private final Map<Dimension, Set<String>> named = new EnumMap<>(Dimension.class);
    private final Map<Dimension, Set<String>> others = new EnumMap<>(Dimension.class);

    /**
     * @param names of the labels, as {@code metrics.labels} has them
     * @param maxValues of each label
     */
    public SeriesLabels(List<String> names, int maxValues) {
        this.labels = EnumSet.allOf(Dimension.class).stream()
                .filter(label -> names.contains(label.label()))
                .toList();
        this.maxValues = maxValues;
        EnumSet<Dimension> used = EnumSet.copyOf(MODEL_AND_GPU);
        used.addAll(labels);
        used.forEach(label -> {
            named.put(label, new HashSet<>());
            others.put(label, new HashSet<>());
        });
    }

    /** Finds out which values get series of their own; to be called before totals are added up. */
    void see(OwnBooks books) {
        named.keySet().forEach(label -> see(label, books));
    }

    private void see(Dimension label, OwnBooks books) {
        Set<String> own = of(named, label);
        Set<String> other = of(others, label);
        Map<String, Long> fresh = new HashMap<>();
        books.totals()
                .values()
                .forEach(totals -> totals.forEach((dimensions, total) -> {
                    String value = label.of(dimensions);
                    if (!own.contains(value) && !other.contains(value)) {
                        fresh.merge(value, total.usage().requests(), Long::sum);
                    }
                }));
        fresh.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .forEach(value -> (own.size() < maxValues ? own : other).add(value));
    }

    /**
     * The books by partition and the labels. A team lies in one partition, so where it is a label there are no more series for it, but
     * for the bucket; and no series is a sum over partitions, which would fall when one of them leaves.
     */
    Map<Labels, Total> byPartition(OwnBooks books) {
        Map<Labels, Total> all = new HashMap<>();
        books.totals().forEach((partition, totals) -> by(totals)
                .forEach((shown, total) -> all.put(shown.add(PARTITION, Integer.toString(partition)), total)));
        return all;
    }

    /** The series that {@link #by} may have. */
    List<Labels> seriesOf(OwnBooks books) {
        return books.totals().values().stream()
                .flatMap(totals -> totals.keySet().stream())
                .map(dimensions -> shown(labels, dimensions))
                .distinct()
                .toList();
    }

    /** Totals by the labels. */
    Map<Labels, Total> by(Map<Dimensions, Total> totals) {
        return by(labels, totals.entrySet().stream());
    }

    /** The books by model and GPU, whatever the labels are. */
    Map<Labels, Total> byModelAndGpu(OwnBooks books) {
        return by(MODEL_AND_GPU, books.totals().values().stream().flatMap(totals -> totals.entrySet().stream()));
    }

    /** By label: how many of its values are in the bucket. */
    Map<String, Integer> overflow() {
        Map<String, Integer> overflow = new TreeMap<>();
        others.forEach((label, values) -> overflow.put(label.label(), values.size()));
        return overflow;
    }

    private Map<Labels, Total> by(List<Dimension> by, Stream<Map.Entry<Dimensions, Total>> totals) {
        return totals.collect(
                Collectors.toMap(each -> shown(by, each.getKey()), Map.Entry::getValue, Total::cappedPlus));
    }

    private Labels shown(List<Dimension> by, Dimensions dimensions) {
        return Labels.of(
                by.stream().map(label -> label.label()).toArray(String[]::new),
                by.stream().map(label -> shown(label, dimensions)).toArray(String[]::new));
    }

    private String shown(Dimension label, Dimensions dimensions) {
        String value = label.of(dimensions);
        return of(named, label).contains(value) ? value : OTHER;
    }

    private static Set<String> of(Map<Dimension, Set<String>> sets, Dimension label) {
        return sets.getOrDefault(label, Set.of());
    }
}
