package io.wattledger.bench.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.wattledger.bench.measure.Figures;
import io.wattledger.bench.measure.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** A run for people who read it on a terminal. */
public final class TextReport {

    private static final String ROW = "%-46s %10s %17s %6s %6s %6s %6s %7s %8s %8s";
    private static final double MEGABYTE = 1 << 20;

    private TextReport() {}

    /** Line by line. */
    public static List<String> lines(Outcome outcome, Machine machine) {
        List<String> lines = new ArrayList<>();
        lines.add("%s, %d cores, %.0f GB; %s; Kafka %s"
                .formatted(
                        machine.cpu(), machine.cores(), machine.memoryBytes() / 1e9, machine.java(), machine.kafka()));
        if (!outcome.contenders().isEmpty()) {
            lines.add("");
            lines.add(ROW.formatted(
                    "", "events/s", "min - max", "CPU", "heap", "live", "RSS", "B/event", "records", "garbage"));
            lines.add(ROW.formatted("", "", "", "s/M", "MB", "MB", "MB", "broker", "/event", "B/event"));
            outcome.contenders().forEach(each -> lines.add(row(each)));
            lines.addAll(outcome.contenders().stream()
                    .filter(each -> !each.warm())
                    .map(each ->
                            each.title() + ": too few events for the warm-up; what it starts with is in its figures")
                    .toList());
        }
        sections(outcome, lines);
        goals(outcome, lines);
        outcome.failures().forEach(failure -> lines.add("FAILED: " + failure));
        lines.add("");
        lines.add(
                outcome.wrongBooks().isEmpty()
                        ? "books of %d events are the same: %s"
                                .formatted(outcome.checkedEvents(), String.join(", ", outcome.checked()))
                        : "BOOKS DIFFER: " + String.join("\n", outcome.wrongBooks()));
        return lines;
    }

    private static String row(Measured each) {
        Spread rate = each.spread(Figures::eventsPerSecond);
        return ROW.formatted(
                        each.title(),
                        thousands(rate.median()),
                        thousands(rate.min()) + "-" + thousands(rate.max()),
                        figure(each.median(Figures::cpuSecondsPerMillion), 2),
                        figure(each.median(Figures::peakHeapBytes) / MEGABYTE, 0),
                        figure(each.median(Figures::liveHeapBytes) / MEGABYTE, 0),
                        figure(each.median(Figures::peakResidentBytes) / MEGABYTE, 0),
                        figure(each.median(Figures::brokerBytes), 1),
                        figure(each.median(Figures::records), 3),
                        figure(each.median(Figures::garbageBytes), 0))
                .stripTrailing();
    }

    /** A figure of a section. */
    static String text(JsonNode value) {
        return value.isFloatingPointNumber()
                ? figure(value.asDouble(), value.asDouble() < 100 ? 3 : 0)
                : value.asText();
    }

    static String thousands(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%,.0f", value);
    }

    static String figure(double value, int digits) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%." + digits + "f", value) : "-";
    }

    private static void sections(Outcome outcome, List<String> lines) {
        outcome.sections().properties().forEach(section -> {
            lines.add("");
            lines.add(section.getKey() + ":");
            section.getValue().properties().stream()
                    .filter(each -> !each.getValue().isContainerNode())
                    .forEach(each -> lines.add("  %s: %s".formatted(each.getKey(), text(each.getValue()))));
            section.getValue()
                    .path("points")
                    .forEach(point -> lines.add("  %s keys: %s events/s"
                            .formatted(
                                    point.path("keys").asText(),
                                    thousands(
                                            point.at("/eventsPerSecond/median").asDouble()))));
        });
    }

    private static void goals(Outcome outcome, List<String> lines) {
        if (outcome.values().isEmpty()) {
            return;
        }
        lines.add("");
        lines.add("%-46s %8s %8s %8s %8s".formatted("goal", "value", "floor", "goal", "stretch"));
        new TreeMap<>(outcome.values())
                .forEach((goal, value) -> lines.add("%-46s %8s %8s %8s %8s  %s"
                        .formatted(
                                goal.title(),
                                figure(value, 3),
                                plain(goal.floor()),
                                plain(goal.goal()),
                                plain(goal.stretch()),
                                goal.reached(value).name().toLowerCase(Locale.ROOT))));
    }

    static String plain(double value) {
        return value == Math.rint(value) ? "%.0f".formatted(value) : "%.2f".formatted(value);
    }
}
