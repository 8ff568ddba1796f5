package io.wattledger.standalone.report;

import io.wattledger.standalone.report.StackedBars.Series;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which colour stands for whom: the largest have one each, all others share one.
 *
 * @param series the largest first, the others last
 * @param indexes of the series, by name
 */
record Colours(List<Series> series, Map<String, Integer> indexes) {

    /** Colours that are told apart with any colour vision. */
    private static final int MOST = 6;

    private static final String OTHERS = "s8";

    static Colours of(List<Group> groups) {
        List<String> names = groups.stream()
                .filter(group -> group.now().requests() > 0
                        || group.now().amount(Quantity.ENERGY).isPresent())
                .map(Group::name)
                .toList();
        int own = names.size() <= MOST + 1 ? Math.min(names.size(), MOST + 1) : MOST;
        List<Series> series = new ArrayList<>();
        Map<String, Integer> indexes = new HashMap<>();
        for (int i = 0; i < own; i++) {
            indexes.put(names.get(i), i);
            series.add(new Series(names.get(i), i == MOST ? OTHERS : "s" + i));
        }
        if (names.size() > own) {
            series.add(new Series("%d others".formatted(names.size() - own), OTHERS));
        }
        return new Colours(series, indexes);
    }

    int index(String name) {
        return indexes.getOrDefault(name, series.size() - 1);
    }

    String colour(String name) {
        return series.isEmpty() ? OTHERS : series.get(index(name)).colour();
    }
}
