package io.wattledger.standalone.audit;

import java.util.EnumMap;
import java.util.Map;

/** The differences: how many of each kind, and the first of each in words. */
final class Findings {

    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    private final Map<Kind, String> firsts = new EnumMap<>(Kind.class);

    void add(Kind kind, String text) {
        counts.merge(kind, 1L, Long::sum);
        firsts.putIfAbsent(kind, text);
    }

    long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    Map<Kind, Long> counts() {
        return counts;
    }

    Map<Kind, String> firsts() {
        return firsts;
    }
}
