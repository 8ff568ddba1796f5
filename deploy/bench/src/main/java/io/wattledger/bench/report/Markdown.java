package io.wattledger.bench.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.wattledger.bench.measure.Figures;
import io.wattledger.bench.measure.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A run as tables for the documentation. */
final class Markdown {

    private static final double MEGABYTE = 1 << 20;

    private Markdown() {}

    static List<String> lines(Outcome outcome, Machine machine) {
        List<String> lines = new ArrayList<>();
        lines.add("%s, %d cores, %.0f GB memory; %s; %s; Kafka %s; Wattledger %s."
                .formatted(
                        machine.cpu(),
                        machine.cores(),
                        machine.memoryBytes() / 1e9,
                        machine.system(),
                        machine.java(),
                        machine.kafka(),
                        machine.wattledger()));
        if (!outcome.contenders().isEmpty()) {
            lines.add("");
            lines.add(
                    "| contender | events/s | min to max | CPU s per million | peak heap MB | peak RSS MB | bytes to the"
                            + " broker per event | records per event | garbage bytes per event |");
            lines.add("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
            outcome.contenders().forEach(each -> lines.add(row(each)));
        }
        if (!outcome.values().isEmpty()) {
            lines.add("");
            lines.add("| goal | value | floor | goal | stretch | reached |");
            lines.add("| --- | ---: | ---: | ---: | ---: | --- |");
            new TreeMap<>(outcome.values())
                    .forEach((goal, value) -> lines.add("| %s | %s | %s | %s | %s | %s |"
                            .formatted(
                                    goal.title(),
                                    TextReport.figure(value, 3),
                                    TextReport.plain(goal.floor()),
                                    TextReport.plain(goal.goal()),
                                    TextReport.plain(goal.stretch()),
                                    goal.reached(value).name().toLowerCase(Locale.ROOT))));
        }
        outcome.sections().properties().forEach(section -> {
            lines.add("");
            lines.add("| " + section.getKey() + " | |");
            lines.add("| --- | ---: |");
            section.getValue().properties().stream()
                    .filter(each -> !each.getValue().isArray())
                    .forEach(each -> lines.add("| %s | %s |".formatted(each.getKey(), cell(each.getValue()))));
            section.getValue()
                    .path("points")
                    .forEach(point -> lines.add("| %s keys, events/s | %s |"
                            .formatted(
                                    point.path("keys").asText(),
                                    TextReport.thousands(
                                            point.at("/eventsPerSecond/median").asDouble()))));
        });
        return lines;
    }

    /** A figure; of a contender its rate; of several figures all. */
    private static String cell(JsonNode value) {
        JsonNode rate = value.at("/eventsPerSecond/median");
        if (rate.isNumber()) {
            return TextReport.thousands(rate.asDouble()) + " events/s";
        }
        if (!value.isObject()) {
            return TextReport.text(value);
        }
        return value.properties().stream()
                .map(each -> each.getKey() + " "
                        + (each.getValue().isObject() ? cell(each.getValue()) : TextReport.text(each.getValue())))
                .collect(Collectors.joining(", "));
    }

    private static String row(Measured each) {
        Spread rate = each.spread(Figures::eventsPerSecond);
        return "| %s | %s | %s to %s | %s | %s | %s | %s | %s | %s |"
                .formatted(
                        each.title(),
                        TextReport.thousands(rate.median()),
                        TextReport.thousands(rate.min()),
                        TextReport.thousands(rate.max()),
                        TextReport.figure(each.median(Figures::cpuSecondsPerMillion), 2),
                        TextReport.figure(each.median(Figures::peakHeapBytes) / MEGABYTE, 0),
                        TextReport.figure(each.median(Figures::peakResidentBytes) / MEGABYTE, 0),
                        TextReport.figure(each.median(Figures::brokerBytes), 1),
                        TextReport.figure(each.median(Figures::records), 3),
                        TextReport.figure(each.median(Figures::garbageBytes), 0));
    }
}
