package io.wattledger.standalone.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** A report that was written as JSON. */
record ReportFile(JsonNode json) {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** @throws ReportException if it is none */
    static ReportFile read(Path file) throws ReportException, IOException {
        try {
            JsonNode json = MAPPER.readTree(Files.readString(file));
            if (json.path("question").isObject()
                    && json.path("state").isObject()
                    && json.path("rows").isArray()) {
                return new ReportFile(json);
            }
        } catch (JsonProcessingException e) {
            throw new ReportException(file + " is no JSON: " + e.getOriginalMessage(), e);
        }
        throw new ReportException(file + " is no report; name one that 'wattledger report --json' has written");
    }

    /**
     * The offsets up to which the journal was read.
     *
     * @throws ReportException if it was made from something else
     */
    Map<String, SortedMap<Integer, Long>> journalOffsets() throws ReportException {
        JsonNode state = json.path("state");
        if (!state.path("source").asText().equals("journal")) {
            throw new ReportException(
                    "the report was made from %s, which keep no history; one that was made with --source journal can be answered again"
                            .formatted(state.path("source").asText()));
        }
        Map<String, SortedMap<Integer, Long>> offsets = new HashMap<>();
        state.path("offsets").properties().forEach(topic -> {
            SortedMap<Integer, Long> ends = new TreeMap<>();
            topic.getValue()
                    .properties()
                    .forEach(end -> ends.put(
                            Integer.valueOf(end.getKey()), end.getValue().asLong()));
            offsets.put(topic.getKey(), ends);
        });
        return offsets;
    }

    /** Whether it was made from the journal. */
    boolean ofJournal() {
        return json.path("state").path("source").asText().equals("journal");
    }

    /**
     * What was asked.
     *
     * @throws ReportException if it cannot be told any more
     */
    Question question() throws ReportException {
        JsonNode question = json.path("question");
        try {
            ZoneId zone = ZoneId.of(question.path("zone").asText());
            List<Field> by = new ArrayList<>();
            for (JsonNode name : question.path("by")) {
                by.add(field(name.asText()));
            }
            Map<Field, Set<String>> filters = new EnumMap<>(Field.class);
            for (Map.Entry<String, JsonNode> filter : question.path("filters").properties()) {
                Set<String> values = new HashSet<>();
                filter.getValue().forEach(value -> values.add(value.asText()));
                filters.put(field(filter.getKey()), values);
            }
            JsonNode previous = question.path("previous");
            return new Question(
                    span(question, zone),
                    Span.Granularity.valueOf(
                            question.path("granularity").asText().toUpperCase(Locale.ROOT)),
                    by,
                    filters,
                    question.path("corrections").asBoolean(),
                    previous.isObject() ? Optional.of(span(previous, zone)) : Optional.empty());
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new ReportException("the question of the report cannot be read: " + e.getMessage(), e);
        }
    }

    private static Field field(String name) {
        return Field.named(name).orElseThrow(() -> new IllegalArgumentException("'" + name + "' is not known"));
    }

    private static Span span(JsonNode json, ZoneId zone) {
        return new Span(
                OffsetDateTime.parse(json.path("from").asText()).atZoneSameInstant(zone),
                OffsetDateTime.parse(json.path("to").asText()).atZoneSameInstant(zone));
    }
}
