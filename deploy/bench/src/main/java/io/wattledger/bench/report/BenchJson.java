package io.wattledger.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wattledger.bench.measure.Figures;
import io.wattledger.bench.measure.Spread;
import io.wattledger.estimator.cli.Json;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** All that is known of a run, as one object. A figure that could not be measured is null. */
public final class BenchJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private BenchJson() {}

    /**
     * Makes it.
     *
     * @param settings what the run was told
     */
    public static ObjectNode of(Outcome outcome, Map<String, Object> settings, Machine machine) {
        ObjectNode all = Json.object();
        all.set("settings", MAPPER.valueToTree(settings));
        all.set("machine", MAPPER.valueToTree(machine));
        ArrayNode contenders = all.putArray("contenders");
        outcome.contenders().forEach(each -> contenders.add(contender(each)));
        all.setAll(outcome.sections());
        ratios(outcome, all.putObject("ratios"));
        goals(outcome, all.putArray("goals"));
        all.put("goalsMet", outcome.goalsMet());
        all.set("failures", MAPPER.valueToTree(outcome.failures()));
        ObjectNode books = all.putObject("books");
        books.put("events", outcome.checkedEvents());
        books.put("equal", outcome.wrongBooks().isEmpty());
        books.set("contenders", MAPPER.valueToTree(outcome.checked()));
        books.set("differences", MAPPER.valueToTree(outcome.wrongBooks()));
        return all;
    }

    /** The figures of a contender. */
    public static ObjectNode contender(Measured measured) {
        ObjectNode json = Json.object();
        json.put("name", measured.name());
        json.put("title", measured.title());
        json.put("threads", measured.threads());
        json.put("instances", measured.instances());
        json.put("heapMegabytes", measured.heapMegabytes());
        json.put("guarantee", measured.guarantee());
        json.put("rounds", measured.rounds().size());
        json.put("warm", measured.warm());
        spread(json, "eventsPerSecond", measured, Figures::eventsPerSecond);
        ArrayNode each = json.putArray("eventsPerSecondOfEachRound");
        measured.rounds().forEach(round -> each.add(round.eventsPerSecond()));
        spread(json, "seconds", measured, Figures::seconds);
        spread(json, "cpuSecondsPerMillionEvents", measured, Figures::cpuSecondsPerMillion);
        spread(json, "brokerCpuSecondsPerMillionEvents", measured, Figures::brokerCpuSecondsPerMillion);
        spread(json, "peakHeapBytes", measured, Figures::peakHeapBytes);
        spread(json, "liveHeapBytes", measured, Figures::liveHeapBytes);
        spread(json, "peakResidentBytes", measured, Figures::peakResidentBytes);
        spread(json, "brokerBytesPerEvent", measured, Figures::brokerBytes);
        spread(json, "recordsPerEvent", measured, Figures::records);
        spread(json, "changelogAndJournalRecordsPerEvent", measured, Figures::innerRecords);
        spread(json, "garbageBytesPerEvent", measured, Figures::garbageBytes);
        return json;
    }

    private static void spread(ObjectNode json, String name, Measured measured, ToDoubleFunction<Figures> figure) {
        Spread spread = measured.spread(figure);
        ObjectNode object = json.putObject(name);
        number(object, "median", spread.median());
        number(object, "min", spread.min());
        number(object, "max", spread.max());
    }

    /** A number, or null where it is none. */
    public static void number(ObjectNode json, String name, double value) {
        if (Double.isFinite(value)) {
            json.put(name, value);
        } else {
            json.putNull(name);
        }
    }

    private static void ratios(Outcome outcome, ObjectNode ratios) {
        ratios(outcome, "wattledger", other -> true, ratios);
        ratios(outcome, "wattledger-2-threads", other -> other.threads() > 1, ratios);
        outcome.values().entrySet().stream()
                .filter(each -> each.getKey().title().contains("/"))
                .forEach(each -> number(ratios, each.getKey().title(), each.getValue()));
    }

    private static void ratios(Outcome outcome, String name, Predicate<Measured> others, ObjectNode ratios) {
        outcome.contender(name).ifPresent(ours -> outcome.contenders().stream()
                .filter(other -> !other.name().equals(name))
                .filter(others)
                .forEach(other -> number(ratios, name + "/" + other.name(), ours.ratioTo(other))));
    }

    private static void goals(Outcome outcome, ArrayNode goals) {
        new TreeMap<>(outcome.values()).forEach((goal, value) -> {
            ObjectNode json = goals.addObject();
            json.put("name", goal.title());
            number(json, "value", value);
            json.put("floor", goal.floor());
            json.put("goal", goal.goal());
            json.put("stretch", goal.stretch());
            json.put("reached", goal.reached(value).name());
            json.put("met", goal.reached(value).met());
        });
    }
}
