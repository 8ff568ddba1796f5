package io.wattledger.standalone.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one report says that another does not.
 *
 * @param changes figures that differ
 * @param revisions revisions that only one of them rests on, with a sign before each: - the old one, + the new one
 */
record Difference(List<Change> changes, List<String> revisions) {

    private static final List<String> COUNTS = List.of(
            "requests",
            "lateRequests",
            "unpricedRequests",
            "unsitedRequests",
            "inferences",
            "inputTokens",
            "cachedInputTokens",
            "outputTokens");

    /**
     * A figure of a line.
     *
     * @param line the values that make it, from left to right
     * @param old empty if it was unknown, or the line was not there
     */
    record Change(String line, String figure, Optional<BigDecimal> old, Optional<BigDecimal> now) {}

    boolean none() {
        return changes.isEmpty() && revisions.isEmpty();
    }

    /** @throws ReportException if they answer different questions */
    static Difference between(JsonNode old, JsonNode now) throws ReportException {
        if (!old.path("question").equals(now.path("question"))) {
            throw new ReportException("the reports answer different questions: %s and %s"
                    .formatted(old.path("question"), now.path("question")));
        }
        Map<String, JsonNode> before = lines(old);
        Map<String, JsonNode> after = lines(now);
        Set<String> keys = new LinkedHashSet<>(before.keySet());
        keys.addAll(after.keySet());
        List<Change> changes = new ArrayList<>();
        for (String key : keys) {
            changes.addAll(changes(key, figures(before.get(key)), figures(after.get(key))));
        }
        return new Difference(changes, revisions(old, now));
    }

    private static List<Change> changes(
            String line, Map<String, Optional<BigDecimal>> before, Map<String, Optional<BigDecimal>> after) {
        Set<String> names = new LinkedHashSet<>(before.keySet());
        names.addAll(after.keySet());
        return names.stream()
                .map(name -> new Change(
                        line,
                        name,
                        before.getOrDefault(name, Optional.empty()),
                        after.getOrDefault(name, Optional.empty())))
                .filter(change -> !same(change.old(), change.now()))
                .toList();
    }

    private static boolean same(Optional<BigDecimal> a, Optional<BigDecimal> b) {
        return a.isPresent() == b.isPresent() && (a.isEmpty() || a.get().compareTo(b.orElseThrow()) == 0);
    }

    private static Map<String, JsonNode> lines(JsonNode report) {
        Map<String, JsonNode> lines = new LinkedHashMap<>();
        boolean timed = !report.path("question").path("granularity").asText().equals("total");
        for (JsonNode row : report.path("rows")) {
            List<String> values = new ArrayList<>();
            if (timed) {
                values.add(row.path("start").asText());
            }
            report.path("question")
                    .path("by")
                    .forEach(field -> values.add(
                            row.path(field.asText()).isNull()
                                    ? "(none)"
                                    : row.path(field.asText()).asText()));
            String kind = row.path("kind").asText();
            if (!kind.equals(Kind.USAGE.label())) {
                values.add(kind);
            }
            lines.put(String.join(" / ", values), row);
        }
        lines.put("total", report.path("total"));
        return lines;
    }

    private static Map<String, Optional<BigDecimal>> figures(@org.jspecify.annotations.Nullable JsonNode line) {
        Map<String, Optional<BigDecimal>> figures = new LinkedHashMap<>();
        if (line == null) {
            return figures;
        }
        COUNTS.forEach(name -> figures.put(name, decimal(line.path(name))));
        for (Quantity quantity : Quantity.values()) {
            JsonNode range = line.path(quantity.label());
            for (String end : List.of("low", "central", "high")) {
                figures.put(quantity.label() + " " + end, decimal(range.path(end)));
            }
        }
        return figures;
    }

    private static Optional<BigDecimal> decimal(JsonNode value) {
        return value.isNumber() ? Optional.of(value.decimalValue()) : Optional.empty();
    }

    private static List<String> revisions(JsonNode old, JsonNode now) {
        Set<String> before = revisions(old);
        Set<String> after = revisions(now);
        List<String> differences = new ArrayList<>();
        before.stream().filter(each -> !after.contains(each)).forEach(each -> differences.add("- " + each));
        after.stream().filter(each -> !before.contains(each)).forEach(each -> differences.add("+ " + each));
        return differences;
    }

    private static Set<String> revisions(JsonNode report) {
        Set<String> revisions = new TreeSet<>();
        report.path("state")
                .path("revisions")
                .forEach(revision -> revisions.add("%s %s: %s (%s)"
                        .formatted(
                                revision.path("table").asText(),
                                revision.path("of").asText(),
                                revision.path("revision").asText(),
                                revision.path("method").asText())));
        return revisions;
    }
}
