package io.wattledger.topology;

import io.wattledger.v1.FootprintTotal;
import io.wattledger.v1.InferenceEvent;
import io.wattledger.v1.IntakeCount;
import io.wattledger.v1.Range;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * One file of {@code scenarios}. Steps are {@code cost} (a model, from a time on), {@code site} (a region) and {@code event} with
 * its arrival {@code at}; what a step leaves out is as in {@link BooksFixture}. Books are tables of all rows of a topic; amounts are
 * central values in microjoules, microlitres and micrograms, and an amount that is left out is unknown.
 *
 * @param steps in the order of their arrival
 * @param expected counts and tables, each row as text
 */
record Scenario(List<Map<String, Object>> steps, Map<String, Object> expected) {

    static Scenario parse(String yaml) {
        Map<String, Object> root = map(new Load(LoadSettings.builder().build()).loadFromString(yaml));
        Map<String, Object> books = map(root.get("books"));
        Map<String, Object> expected = new TreeMap<>();
        books.forEach((table, content) -> expected.put(
                table, content instanceof List<?> rows ? rows(rows) : new TreeMap<>(map(content)).toString()));
        return new Scenario(maps(root.get("steps")), expected);
    }

    void play(BooksFixture books) {
        Instant clock = BooksFixture.NOW;
        for (Map<String, Object> step : steps) {
            if (step.get("at") instanceof String at) {
                Duration passed = Duration.between(clock, Instant.parse(at));
                books.driver.advanceWallClockTime(passed);
                books.events.advanceTime(passed);
                clock = Instant.parse(at);
            }
            if (step.containsKey("cost")) {
                Map<String, Object> cost = map(step.get("cost"));
                books.publishCost(
                        text(cost, "model", BooksFixture.MODEL),
                        Instant.parse(text(cost, "from", "1970-01-01T00:00:00Z")));
            } else if (step.containsKey("site")) {
                books.publishSite(text(map(step.get("site")), "region", BooksFixture.REGION));
            } else {
                books.send(event(map(step.get("event"))));
            }
        }
    }

    private static InferenceEvent.Builder event(Map<String, Object> fields) {
        InferenceEvent.Builder event = BooksFixture.event(text(fields, "id", "a"))
                .setOccurredAt(Instant.parse(text(fields, "occurredAt", BooksFixture.NOW.toString())))
                .setTeam(text(fields, "team", "search"))
                .setProject((String) fields.get("project"))
                .setModelId(text(fields, "model", BooksFixture.MODEL))
                .setRegion(text(fields, "region", BooksFixture.REGION))
                .setInputTokens(number(fields, "inputTokens", 100))
                .setOutputTokens(number(fields, "outputTokens", 10));
        if (fields.containsKey("measured")) {
            event.setMeasuredEnergyMicrojoules(number(fields, "measured", 0));
        }
        return event;
    }

    /** The tables that the scenario expects, as the topics have them. */
    Map<String, Object> actual(BooksFixture books) {
        Map<String, Object> actual = new TreeMap<>();
        expected.keySet().forEach(table -> actual.put(table, table(table, books)));
        return actual;
    }

    private static Object table(String name, BooksFixture books) {
        TreeSet<String> rows = new TreeSet<>();
        switch (name) {
            case "counts" -> {
                return counts(books.intake.readValuesToList());
            }
            case "running" ->
                books.running
                        .readKeyValuesToMap()
                        .forEach((key, total) -> rows.add(
                                row(null, key.getTeam(), key.getProject(), key.getModelId(), key.getRegion(), total)));
            default ->
                books.output(
                                switch (name) {
                                    case "minutes" -> books.topics.minutes();
                                    case "hours" -> books.topics.hours();
                                    case "days" -> books.topics.days();
                                    default -> throw new IllegalArgumentException("no table " + name);
                                })
                        .readKeyValuesToMap()
                        .forEach((key, total) -> rows.add(row(
                                key.getWindowStart(),
                                key.getTeam(),
                                key.getProject(),
                                key.getModelId(),
                                key.getRegion(),
                                total)));
        }
        return rows;
    }

    private static String counts(List<IntakeCount> counts) {
        IntakeCount last = counts.get(counts.size() - 1);
        return new TreeMap<>(Map.of(
                        "in", last.getIn(),
                        "booked", last.getBooked(),
                        "parked", last.getParked(),
                        "duplicate", last.getDuplicate(),
                        "rejected", last.getRejected()))
                .toString();
    }

    private static String row(
            @Nullable Instant start,
            String team,
            @Nullable String project,
            String model,
            String region,
            FootprintTotal total) {
        Map<String, Object> row = new LinkedHashMap<>();
        put(row, "start", start);
        put(row, "team", team);
        put(row, "project", project);
        put(row, "model", model.equals(BooksFixture.MODEL) ? null : model);
        put(row, "region", region.equals(BooksFixture.REGION) ? null : region);
        put(row, "requests", total.getRequests());
        put(row, "late", total.getLateRequests() == 0 ? null : total.getLateRequests());
        put(row, "unpriced", total.getUnpricedRequests() == 0 ? null : total.getUnpricedRequests());
        put(row, "energy", central(total.getEnergyMicrojoules()));
        put(row, "water", central(total.getWaterMicrolitres()));
        put(row, "carbon", central(total.getCarbonMicrograms()));
        return new TreeMap<>(row).toString();
    }

    private static void put(Map<String, Object> row, String field, @Nullable Object value) {
        if (value != null) {
            row.put(field, value);
        }
    }

    private static @Nullable Long central(@Nullable Range range) {
        return range == null ? null : range.getCentral();
    }

    private static TreeSet<String> rows(List<?> rows) {
        TreeSet<String> texts = new TreeSet<>();
        rows.forEach(row -> texts.add(new TreeMap<>(map(row)).toString()));
        return texts;
    }

    private static List<Map<String, Object>> maps(@Nullable Object list) {
        List<Map<String, Object>> maps = new ArrayList<>();
        ((List<?>) Objects.requireNonNull(list)).forEach(each -> maps.add(map(each)));
        return maps;
    }

    private static Map<String, Object> map(@Nullable Object map) {
        Map<String, Object> typed = new LinkedHashMap<>();
        if (map != null) {
            ((Map<?, ?>) map).forEach((key, value) -> {
                if (value != null) {
                    typed.put(String.valueOf(key), value);
                }
            });
        }
        return typed;
    }

    private static String text(Map<String, Object> fields, String name, String otherwise) {
        return String.valueOf(fields.getOrDefault(name, otherwise));
    }

    private static long number(Map<String, Object> fields, String name, long otherwise) {
        return ((Number) fields.getOrDefault(name, otherwise)).longValue();
    }
}
