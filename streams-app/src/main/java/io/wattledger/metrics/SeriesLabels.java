package io.wattledger.metrics;

import io.prometheus.metrics.model.snapshots.Labels;
import io.wattledger.books.Books;
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
import java.util.function.Function;

/**
 * The dimensions that are labels. Each label has a bounded number of values: the first ones that were seen, of those seen at once
 * the ones with most requests. All others are added up under {@value #OTHER}, so that sums stay right. A value that got
 * its own series keeps it, so that no counter falls.
 */
public final class SeriesLabels {

    /** The bucket of values that got no series of their own. */
    static final String OTHER = "other";

    /** A dimension as a label. */
    enum Label {
        TEAM("team", Dimensions::team),
        PROJECT("project", dimensions -> dimensions.project().orElse("")),
        MODEL("model", Dimensions::modelId),
        GPU("gpu", Dimensions::gpu),
        REGION("region", Dimensions::region);

        private final String labelName;

        @SuppressWarnings("ImmutableEnumChecker") // A function without state.
        private final Function<Dimensions, String> value;

        Label(String labelName, Function<Dimensions, String> value) {
            this.labelName = labelName;
            this.value = value;
        }
    }

    private static final List<Label> MODEL_AND_GPU = List.of(Label.MODEL, Label.GPU);

    private final List<Label> labels;
    private final int maxValues;
    private final Map<Label, Set<String>> named = new EnumMap<>(Label.class);
    private final Map<Label, Set<String>> others = new EnumMap<>(Label.class);

    /**
     * @param names of the labels, as {@code metrics.labels} has them
     * @param maxValues of each label
     */
    public SeriesLabels(List<String> names, int maxValues) {
        this.labels = EnumSet.allOf(Label.class).stream()
                .filter(label -> names.contains(label.labelName))
                .toList();
        this.maxValues = maxValues;
        EnumSet<Label> used = EnumSet.copyOf(MODEL_AND_GPU);
        used.addAll(labels);
        used.forEach(label -> {
            named.put(label, new HashSet<>());
            others.put(label, new HashSet<>());
        });
    }

    /** Finds out which values get series of their own; to be called before the books are added up. */
    void see(Books books) {
        named.keySet().forEach(label -> see(label, books.totals()));
    }

    private void see(Label label, Map<Dimensions, Total> totals) {
        Set<String> own = of(named, label);
        Set<String> other = of(others, label);
        Map<String, Long> fresh = new HashMap<>();
        totals.forEach((dimensions, total) -> {
            String value = label.value.apply(dimensions);
            if (!own.contains(value) && !other.contains(value)) {
                fresh.merge(value, total.usage().requests(), Long::sum);
            }
        });
        fresh.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .forEach(value -> (own.size() < maxValues ? own : other).add(value));
    }

    /** The books by the labels. */
    Map<Labels, Total> series(Books books) {
        return by(labels, books);
    }

    /** The books by model and GPU, whatever the labels are. */
    Map<Labels, Total> byModelAndGpu(Books books) {
        return by(MODEL_AND_GPU, books);
    }

    /** By label: how many of its values are in the bucket. */
    Map<String, Integer> overflow() {
        Map<String, Integer> overflow = new TreeMap<>();
        others.forEach((label, values) -> overflow.put(label.labelName, values.size()));
        return overflow;
    }

    private Map<Labels, Total> by(List<Label> by, Books books) {
        String[] names = by.stream().map(label -> label.labelName).toArray(String[]::new);
        return books.by(dimensions -> Labels.of(
                names, by.stream().map(label -> shown(label, dimensions)).toArray(String[]::new)));
    }

    private String shown(Label label, Dimensions dimensions) {
        String value = label.value.apply(dimensions);
        return of(named, label).contains(value) ? value : OTHER;
    }

    private static Set<String> of(Map<Label, Set<String>> sets, Label label) {
        return sets.getOrDefault(label, Set.of());
    }
}
